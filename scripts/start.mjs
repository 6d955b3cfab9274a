#!/usr/bin/env node
import { installPackages, onProjectNode, whenAbandoned } from './bootstrap.mjs'

await installPackages()
await onProjectNode(import.meta.url, async () => {
	const { launch } = await import('./launch/main.ts')
	await launch({ dev: process.argv.includes('--dev'), variables: process.env, whenAbandoned })
})
