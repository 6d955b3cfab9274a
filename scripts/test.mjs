#!/usr/bin/env node
import { whenAbandoned } from './abandonment.mjs'
import { onProjectNode } from './bootstrap.mjs'

await onProjectNode(import.meta.url, async () => {
	const { runChecks } = await import('./checks/main.ts')
	await runChecks({ quick: process.argv.includes('--quick'), variables: process.env, whenAbandoned })
})
