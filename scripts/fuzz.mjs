#!/usr/bin/env node
import { onProjectNode } from './bootstrap.mjs'
import { runMain } from './run-main.mjs'

await onProjectNode(import.meta.url, async () => {
	const { default: buildOnce } = await import('./build.mjs')
	await buildOnce()
	runMain('fuzz')
})
