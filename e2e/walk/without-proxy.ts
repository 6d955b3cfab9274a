import {
	copyFileSync,
	linkSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { readEnv } from '#lib/env.ts'
import { consoleVariables, startConsole } from '../../scripts/launch/console.ts'
import { machineVariables } from '../../scripts/launch/next-child.ts'
import { projectRoot } from '../../scripts/launch/project-root.ts'
import type { RunningConsole } from '../fixtures/console.ts'
import { freePort } from '../fixtures/free-port.ts'

/** A second server on a console's database and pod, from the same build with its proxy taken out of it. */
export interface BareServer {
	url: string
	stop(): Promise<void>
}

/** @param folder an empty one, for the build without the proxy */
export async function startWithoutProxy(
	{ databaseUrl }: RunningConsole,
	folder: string,
	given: Record<string, string>,
): Promise<BareServer> {
	for (const name of ['node_modules', 'scripts', 'lib', 'next.config.js', 'package.json'])
		symlinkSync(join(projectRoot, name), join(folder, name))
	linkTree(join(projectRoot, '.next'), join(folder, '.next'))
	takeProxyOut(join(folder, '.next'))
	const variables = { ...machineVariables(process.env), ...given, PORT: String(await freePort()) }
	const env = readEnv(variables)
	const child = await startConsole({
		root: folder,
		env,
		dev: false,
		variables: consoleVariables(variables, env, databaseUrl),
		onLine: () => {},
	})
	return { url: `http://127.0.0.1:${env.port}`, stop: () => child.stop() }
}

/** The build's files again, without their content where the disk can. */
function linkTree(from: string, to: string): void {
	mkdirSync(to)
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)]
		if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
		else if (entry.isDirectory()) {
			if (entry.name !== 'cache') linkTree(source, target)
		} else linkOrCopy(source, target)
	}
}

function linkOrCopy(source: string, target: string): void {
	try {
		linkSync(source, target)
	} catch {
		copyFileSync(source, target)
	}
}

/** Next runs a proxy where the build lists one; the list is written anew, not the file that is linked. */
function takeProxyOut(build: string): void {
	const folders = readdirSync(build, { recursive: true, withFileTypes: true })
		.filter(({ name }) => name === 'functions-config-manifest.json')
		.map(({ parentPath }) => parentPath)
	if (folders.length === 0) throw new Error('the build says nowhere whether it has a proxy')
	for (const folder of folders) {
		const file = join(folder, 'functions-config-manifest.json')
		const manifest = JSON.parse(readFileSync(file, 'utf8'))
		delete manifest.functions['/_middleware']
		rmSync(file)
		writeFileSync(file, JSON.stringify(manifest))
	}
}
