import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../launch/project-root.ts'

/** What the build itself says that it serves. */

/** A server action, by the name that its file exports it under. */
export interface BuiltAction {
	id: string
	name: string
	/** Addresses of pages that carry it. */
	pages: string[]
}

interface ActionManifest {
	node: Record<string, { exportedName?: string; workers: Record<string, unknown> }>
	edge: Record<string, unknown>
}

function readManifest<T>(...path: string[]): T {
	return JSON.parse(readFileSync(join(projectRoot, '.next', ...path), 'utf8'))
}

/** Every server action of the build. */
export function builtActions(): BuiltAction[] {
	const { node, edge } = readManifest<ActionManifest>('server', 'server-reference-manifest.json')
	if (Object.keys(edge).length > 0) throw new Error('the build has actions that run elsewhere than in Node')
	return Object.entries(node).map(([id, { exportedName, workers }]) => ({
		id,
		name: exportedName ?? id,
		pages: Object.keys(workers).map((worker) => addressOf(worker.replace(/^app/, ''))),
	}))
}

/** Every page and route of the build, by its address with `[parameters]`. */
export function builtRoutes(): { pages: string[]; routes: string[] } {
	const byFile = readManifest<Record<string, string>>('app-path-routes-manifest.json')
	const others = Object.keys(readManifest<Record<string, string>>('server', 'pages-manifest.json'))
	if (others.some((page) => !['/404', '/500'].includes(page))) throw new Error('the build has a pages folder')
	const ending = (end: string) =>
		Object.entries(byFile).flatMap(([file, address]) => (file.endsWith(end) ? [address] : []))
	return { pages: ending('/page'), routes: ending('/route') }
}

const addressOf = (file: string) => file.replace(/\/\([^)]+\)/g, '').replace(/\/page$/, '') || '/'
