import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { calleeOf, type Node, nodesIn, readSource, type Source } from './syntax.ts'

/** Follows calls through the project's sources. */
export class CallGraph {
	readonly #root: string
	readonly #sources = new Map<string, Source | null>()

	constructor(root: string) {
		this.#root = root
	}

	/** A file's source; `null` where there is no such TypeScript file. */
	source(file: string): Source | null {
		let source = this.#sources.get(file)
		if (source === undefined) {
			source =
				/\.tsx?$/.test(file) && existsSync(join(this.#root, file)) ? readSource(this.#root, file) : null
			this.#sources.set(file, source)
		}
		return source
	}

	/**
	 * Whether a function calls one of the guards, itself or in what it calls. A guard is named by the file that
	 * exports it, so that a function of the same name elsewhere is none.
	 */
	reaches(source: Source, node: Node, guards: readonly string[], seen = new Set<string>()): boolean {
		for (const call of nodesIn(node)) {
			const callee = calleeOf(call)
			if (callee && this.#callLeads(source, callee, guards, seen)) return true
		}
		return false
	}

	#callLeads(source: Source, callee: string, guards: readonly string[], seen: Set<string>): boolean {
		const found = this.#find(source, callee)
		if (!found) return false
		const key = `${found.source.file}#${found.name}`
		if (guards.includes(key)) return true
		if (seen.has(key)) return false
		seen.add(key)
		return this.reaches(found.source, found.node, guards, seen)
	}

	#find(source: Source, name: string): { source: Source; name: string; node: Node } | null {
		const node = source.functions.get(name)
		if (node) return { source, name, node }
		const imported = source.imports.get(name)
		const other = imported ? this.source(imported.file) : null
		if (!imported || !other) return null
		const local = other.exports.get(imported.name)
		return local ? this.#find(other, local) : null
	}
}
