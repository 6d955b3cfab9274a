#!/usr/bin/env node
import { whenAbandoned } from './abandonment.mjs'
import { onProjectNode } from './bootstrap.mjs'

await onProjectNode(import.meta.url, async () => {
	const { launch } = await import('./launch/main.ts')
	await launch({ dev: process.argv.includes('--dev'), variables: process.env, whenAbandoned })
})
