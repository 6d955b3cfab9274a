#!/usr/bin/env node
import { installPackages, onProjectNode, whenAbandoned } from './bootstrap.mjs'

await installPackages()
await onProjectNode(import.meta.url, async () => {
	const { runChecks } = await import('./checks/main.ts')
	await runChecks({ quick: process.argv.includes('--quick'), variables: process.env, whenAbandoned })
})
