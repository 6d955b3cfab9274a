import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Where the build that runs is, under the project. */
export const standaloneFolder = join('.next', 'standalone')

/** Of what Next puts there. Paths that come from variables make its trace take in the whole project. */
const keptOfNext = ['.next', 'node_modules', 'package.json', 'server.js']

/** Traced, and used by nothing: images are served as they are. */
const unusedPackages = ['sharp', '@img', 'detect-libc', 'semver']

/** What starts the server, and the commands beside it, are run as they are written. */
export const sourcesOfCommands = [
	'lib',
	'scripts/serve',
	'scripts/migrate',
	'scripts/doctor',
	'scripts/launch',
	'scripts/command-line.ts',
	'scripts/progress.mjs',
	'scripts/version-floors.ts',
]
const packagesOfCommands = ['zod', 'drizzle-orm', 'jose', 'cockatiel']

const leftOut = /\.test\.tsx?$|\.md$|[\\/]testing$|[\\/]pod[\\/]sandbox$/
const notRun = /\.(cjs|cts|map|md)$|\.d\.\w+$|[\\/]zod[\\/]src$/

/**
 * Puts beside the server that Next has built in `root` all that it serves and is run with, so that the folder is
 * the console: what `npm start` runs, and all that an image holds.
 */
export function completeStandalone(root: string): void {
	const folder = join(root, standaloneFolder)
	for (const name of readdirSync(folder)) {
		if (!keptOfNext.includes(name)) rmSync(join(folder, name), { recursive: true })
	}
	for (const name of unusedPackages)
		rmSync(join(folder, 'node_modules', name), { recursive: true, force: true })
	const copy = (path: string, without: RegExp) => {
		if (!existsSync(join(root, path))) return
		cpSync(join(root, path), join(folder, path), {
			recursive: true,
			filter: (source) => !without.test(source),
		})
	}
	copy(join('.next', 'static'), /$^/)
	copy('public', /$^/)
	for (const path of sourcesOfCommands) copy(path, leftOut)
	for (const name of packagesOfCommands) copy(join('node_modules', name), notRun)
}
