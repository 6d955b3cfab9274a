import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whenAbandoned } from './abandonment.mjs'
import { installPackages, pathWithoutPackages } from './packages.mjs'
import { giveUp, root } from './run-quietly.mjs'

/** The first steps of every command, on whatever Node is there: packages, then the project's own Node. */

const binaries = join(root, 'node_modules', '.bin')
const nodeMajor = 24
const windows = process.platform === 'win32'

function projectNode() {
	const own = Number(process.versions.node.split('.')[0])
	if (own === nodeMajor) return process.execPath
	const installed = join(binaries, windows ? 'node.cmd' : 'node')
	if (existsSync(installed)) return installed
	if (own > nodeMajor) return process.execPath
	return giveUp(
		`Scopekeeper needs Node ${nodeMajor}, and the one that comes with its packages is missing: run \`npm rebuild node\`, or install Node ${nodeMajor}, and try again.`,
	)
}

/**
 * Installs what is missing, then runs `work` in this process if it is the project's Node, else this command once more on that Node.
 * @param {string} entry URL of the command's file
 * @param {() => Promise<void>} work
 */
export async function onProjectNode(entry, work) {
	await installPackages()
	const node = projectNode()
	const compiled = join(root, 'node_modules', '.cache', 'compiled')
	process.env.NODE_COMPILE_CACHE ??= compiled
	process.env.PATH = [binaries, pathWithoutPackages()].join(delimiter)
	if (node === process.execPath) {
		nodeModule.enableCompileCache?.(compiled)
		return work()
	}
	const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		shell: windows,
	})
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
	whenAbandoned(() => child.kill('SIGTERM'))
	child.on('error', (error) => giveUp(`Node ${nodeMajor} does not start: ${error.message}.`))
	child.on('exit', (code) => process.exit(code ?? 1))
}
