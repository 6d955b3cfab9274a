#!/usr/bin/env node
import { onProjectNode } from './bootstrap.mjs'
import { runMain } from './run-main.mjs'

await onProjectNode(import.meta.url, async () => runMain('doctor'))
