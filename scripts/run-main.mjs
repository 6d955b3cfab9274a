import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './run-quietly.mjs'

/**
 * Runs `scripts/NAME/main.ts` in a process of its own, with this command's arguments, and ends with its exit code.
 * @param {string} name
 */
export function runMain(name) {
	// As in Next's server: `server-only` is an empty module under this condition.
	const args = ['--conditions=react-server', join(root, 'scripts', name, 'main.ts'), ...process.argv.slice(2)]
	const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: root })
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
	child.on('exit', (code) => process.exit(code ?? 1))
}
