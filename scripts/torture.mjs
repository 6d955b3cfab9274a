#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onProjectNode } from './bootstrap.mjs'
import { root } from './run-quietly.mjs'

await onProjectNode(import.meta.url, async () => {
	const { default: buildOnce } = await import('./build.mjs')
	await buildOnce()
	// As in Next's server: `server-only` is an empty module under this condition.
	const args = [
		'--conditions=react-server',
		join(root, 'scripts', 'torture', 'main.ts'),
		...process.argv.slice(2),
	]
	const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: root })
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
	child.on('exit', (code) => process.exit(code ?? 1))
})
