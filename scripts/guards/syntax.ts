import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'

/** A node of a program's syntax tree (ESTree), as far as is looked at here. */
export interface Node {
	type: string
	[field: string]: unknown
}

/** Where a name of a file comes from. */
interface Imported {
	file: string
	name: string
}

/** One file, read for what calls what. */
export interface Source {
	file: string
	/** `'use server'` and the like, at the head of the file. */
	directives: string[]
	/** Functions at the top of the file, by name. */
	functions: Map<string, Node>
	/** What it gives others, by the name that they use: the name in this file. */
	exports: Map<string, string>
	imports: Map<string, Imported>
	/** How many functions inside others are server actions. */
	inlineActions: number
}

/** Every node under one, itself first. */
export function* nodesIn(value: unknown): Generator<Node> {
	if (Array.isArray(value)) for (const item of value) yield* nodesIn(item)
	else if (isNode(value)) {
		yield value
		for (const field of Object.values(value)) yield* nodesIn(field)
	}
}

export const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The name that an identifier has. */
const nameOf = (node: unknown): string | null =>
	isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : null

/** The name of the function that a call calls, where it has one. */
export const calleeOf = (node: Node): string | null =>
	node.type === 'CallExpression' ? nameOf(node.callee) : null

/** @throws Error where the file is no TypeScript */
export function readSource(root: string, file: string): Source {
	const { program, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'))
	if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
	// The parser's own types name every kind of node; here a node is asked for what it has.
	const body: Node[] = (program.body as unknown[]).filter(isNode)
	const source: Source = {
		file,
		directives: directivesOf(body),
		functions: new Map(),
		exports: new Map(),
		imports: new Map(),
		inlineActions: 0,
	}
	for (const statement of body) readStatement(root, source, statement)
	for (const node of nodesIn(body)) {
		const inner = isNode(node.body) ? node.body.body : null
		if (/Function/.test(node.type) && Array.isArray(inner) && directivesOf(inner).includes('use server'))
			source.inlineActions += 1
	}
	return source
}

const directivesOf = (body: unknown[]): string[] =>
	body.flatMap((node) => (isNode(node) && typeof node.directive === 'string' ? [node.directive] : []))

function readStatement(root: string, source: Source, statement: Node): void {
	switch (statement.type) {
		case 'ImportDeclaration':
			readImport(root, source, statement)
			break
		case 'ExportDefaultDeclaration':
			readDefaultExport(source, statement)
			break

		case 'ExportAllDeclaration':
			source.exports.set('*', '*')
			break
		case 'ExportNamedDeclaration':
			readNamedExport(root, source, statement)
			break
		default:
			for (const [name, node] of declaredBy(statement)) source.functions.set(name, node)
	}
}

function readDefaultExport(source: Source, { declaration }: Node): void {
	const own = isNode(declaration) ? nameOf(declaration.id) : null
	const name = nameOf(declaration) ?? own ?? 'default'
	if (isNode(declaration) && declaration.type !== 'Identifier') source.functions.set(name, declaration)
	source.exports.set('default', name)
}

function readNamedExport(root: string, source: Source, statement: Node): void {
	if (statement.exportKind === 'type') return
	for (const [name, node] of declaredBy(statement.declaration)) {
		source.functions.set(name, node)
		source.exports.set(name, name)
	}
	const from = fileNamed(root, source.file, statement.source)
	for (const specifier of nodesIn(statement.specifiers)) {
		if (specifier.type !== 'ExportSpecifier' || specifier.exportKind === 'type') continue
		const [local, exported] = [nameOf(specifier.local), nameOf(specifier.exported) ?? 'default']
		if (!local) continue
		if (from) source.imports.set(local, { file: from, name: local })
		source.exports.set(exported, local)
	}
}

/** Functions and values that a declaration names. */
function declaredBy(declaration: unknown): [name: string, node: Node][] {
	if (!isNode(declaration)) return []
	const own = nameOf(declaration.id)
	if (declaration.type === 'FunctionDeclaration' && own) return [[own, declaration]]
	if (declaration.type !== 'VariableDeclaration' || !Array.isArray(declaration.declarations)) return []
	return declaration.declarations.filter(isNode).flatMap(({ id, init }): [string, Node][] => {
		const name = nameOf(id)
		return name && isNode(init) ? [[name, init]] : []
	})
}

function readImport(root: string, source: Source, statement: Node): void {
	const file = fileNamed(root, source.file, statement.source)
	if (!file || statement.importKind === 'type') return
	for (const specifier of nodesIn(statement.specifiers)) {
		const local = nameOf(specifier.local)
		if (local) source.imports.set(local, { file, name: nameOf(specifier.imported) ?? 'default' })
	}
}

/** The project's file that an import names; `null` for a package. */
function fileNamed(root: string, from: string, literal: unknown): string | null {
	const target = isNode(literal) ? literal.value : null
	if (typeof target !== 'string') return null
	if (target.startsWith('#')) return target.slice(1)
	return target.startsWith('.') ? relative(root, resolve(root, dirname(from), target)) : null
}

/** Files of the project that match, with slashes on every system. */
export const filesIn = (root: string, ...patterns: string[]): string[] =>
	globSync(patterns, { cwd: root }).map((file) => file.replaceAll('\\', '/'))
