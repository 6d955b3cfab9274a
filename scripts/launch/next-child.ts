import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Child, type ChildOptions, startChild } from './child.ts'

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
 * leave it near 200 MB, against 400 without. Whoever sets a limit in NODE_OPTIONS keeps it.
 */
function memoryLimits(command: string | undefined, nodeOptions = ''): string[] {
	if (command !== 'start' || nodeOptions.includes('max-old-space-size')) return []
	return ['--max-old-space-size=512', '--max-semi-space-size=4']
}

/** Starts one of Next's commands on the project in `root`; it ends with this process, however that ends. */
export function startNext(
	root: string,
	name: string,
	args: string[],
	options: { env: Record<string, string | undefined>; onLine: ChildOptions['onLine'] },
): Promise<Child> {
	const preload = pathToFileURL(join(root, 'scripts', 'launch', 'with-parent.mjs')).href
	return startChild({
		name,
		command: process.execPath,
		args: [
			...memoryLimits(args[0], options.env.NODE_OPTIONS),
			'--import',
			preload,
			join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
			...args,
		],
		env: {
			...options.env,
			NODE_ENV: args[0] === 'dev' ? 'development' : 'production',
			NEXT_TELEMETRY_DISABLED: '1',
			SCOPEKEEPER_LAUNCHER: String(process.pid),
		},
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		stopSignal: 'SIGTERM',
		killSignal: 'SIGKILL',
		graceMs: 6000,
		onLine: options.onLine,
	})
}
