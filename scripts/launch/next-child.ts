import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Child, type ChildOptions, startChild } from './child.ts'
import { standaloneFolder } from './standalone.ts'

const ofTheMachine =
	/^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|TERM|SHELL|NODE_OPTIONS|NODE_COMPILE_CACHE|NODE_EXTRA_CA_CERTS|SystemRoot|APPDATA|LOCALAPPDATA|CI|NO_COLOR|FORCE_COLOR)$/

/** What a program needs to run on this machine, without what configures the console. */
export function machineVariables(
	variables: Record<string, string | undefined>,
): Record<string, string | undefined> {
	return Object.fromEntries(Object.entries(variables).filter(([name]) => ofTheMachine.test(name)))
}

/**
 * A server that runs for weeks collects its garbage in time instead of growing with the machine: a thousand changes
 * leave it near 200 MB, against 400 without. What is young has its room from the start, and does not grow into it over
 * hours; what is old is looked through once it has grown by a fifth, not once it has doubled. The image gives the same.
 */
export const memoryLimits = [
	'--max-old-space-size=512',
	'--max-semi-space-size=16',
	'--min-semi-space-size=16',
	'--heap-growing-percent=20',
]

interface NextOptions {
	env: Record<string, string | undefined>
	onLine: ChildOptions['onLine']
}

/** Starts a program that ends with this process, however that ends. */
function startWithParent(
	root: string,
	name: string,
	args: string[],
	{ env, onLine }: NextOptions,
): Promise<Child> {
	const preload = pathToFileURL(join(root, 'scripts', 'launch', 'with-parent.mjs')).href
	return startChild({
		name,
		command: process.execPath,
		args: ['--import', preload, ...args],
		env: {
			// Under load, buffers of answers would stay behind in the C library's many arenas: few, and given back, save 40 MB.
			MALLOC_ARENA_MAX: '2',
			MALLOC_TRIM_THRESHOLD_: '131072',
			...env,
			NEXT_TELEMETRY_DISABLED: '1',
			SCOPEKEEPER_LAUNCHER: String(process.pid),
		},
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		stopSignal: 'SIGTERM',
		killSignal: 'SIGKILL',
		// More than the 17 s that a server takes at most to come to its end.
		graceMs: 20_000,
		onLine,
	})
}

/** Starts one of Next's commands on the project in `root`. */
export function startNext(
	root: string,
	name: string,
	[command = '', ...args]: string[],
	options: NextOptions,
): Promise<Child> {
	const program = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
	const mode = command === 'dev' ? 'development' : 'production'
	const env = { ...options.env, NODE_ENV: mode }
	return startWithParent(root, name, [program, command, ...args], { ...options, env })
}

/** Starts the build in `root`, which listens where `HOST` and `PORT` say. A memory limit in NODE_OPTIONS counts. */
export function startBuilt(root: string, name: string, options: NextOptions): Promise<Child> {
	const program = join(root, standaloneFolder, 'scripts', 'serve', 'main.ts')
	const limits = options.env.NODE_OPTIONS?.includes('max-old-space-size') ? [] : memoryLimits
	const env = { ...options.env, NODE_ENV: 'production' }
	return startWithParent(root, name, [...limits, program], { ...options, env })
}
