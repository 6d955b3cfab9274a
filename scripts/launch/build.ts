import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { hintScripts } from './compile-hints.ts'
import { readIfThere } from './files.ts'
import { machineVariables, startNext } from './next-child.ts'
import { completeStandalone, sourcesOfCommands } from './standalone.ts'

const sources = ['app', 'components', 'public'].map((folder) => `${folder}/**/*`)
const settings = [
	...sourcesOfCommands.map((path) => `${path}{,/**/*}`),
	'next.config.*',
	'postcss.config.*',
	'proxy.ts',
	'instrumentation.ts',
	'instrumentation-client.ts',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
]
/** All that may go into a build, as patterns from the project's folder. */
export const sourcesOfBuild = [...sources, ...settings]
const withoutEffect = /\.test\.tsx?$|\.md$|^lib\/pod\/sandbox\//

/** One value for all that goes into a build of the project in `root`: the content counts, not the file's age. */
export function hashSources(root: string): string {
	const hash = createHash('sha256')
	const files = globSync(sourcesOfBuild, { cwd: root, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((file) => ({ file, path: file.slice(root.length + 1).replaceAll('\\', '/') }))
		.filter(({ path }) => !withoutEffect.test(path))
		.sort((a, b) => (a.path < b.path ? -1 : 1))
	for (const { file, path } of files) {
		const content = readFileSync(file)
		hash.update(`${path}\0${content.length}\0`).update(content)
	}
	return hash.digest('hex')
}

const stampIn = (root: string) => join(root, '.next', 'scopekeeper-sources')

/** Whether the build in `root` is there and was made from the sources as they are. */
export function buildIsCurrent(root: string): boolean {
	return (
		existsSync(join(root, '.next', 'BUILD_ID')) && readIfThere(stampIn(root))?.trim() === hashSources(root)
	)
}

/** Notes in `root` that its build was made from the sources with this hash. */
export function stampBuild(root: string, hash: string): void {
	writeFileSync(stampIn(root), `${hash}\n`)
}

/**
 * Builds the console. Nothing of this machine's configuration reaches the build: one build serves any.
 *
 * @throws AppError `internal`, after Next's own words have been written to the error stream; or at once, where an
 * action, a route or a page answers without a check
 */
export async function build(root: string, variables: Record<string, string | undefined>): Promise<void> {
	const hash = hashSources(root)
	rmSync(stampIn(root), { force: true })
	// Loaded by nobody who only starts a build.
	const { requireGuards } = await import('../guards/find-unguarded.ts')
	requireGuards(root)
	const lines: string[] = []
	const child = await startNext(root, 'the build', ['build'], {
		env: machineVariables(variables),
		onLine: (line) => void lines.push(line),
	})
	const end = await child.ended
	if (end === 'exit code 0') {
		hintScripts(join(root, '.next', 'static', 'chunks'))
		completeStandalone(root)
		return stampBuild(root, hash)
	}
	process.stderr.write(`${lines.join('\n')}\n`)
	throw new AppError('internal', `The console could not be built (${end}): see above.`)
}
