import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../launch/project-root.ts'
import { findUnguarded, requireGuards } from './find-unguarded.ts'

const trees: string[] = []
afterAll(() => {
	for (const tree of trees) rmSync(tree, { recursive: true })
})

const ground = {
	'lib/action.ts': 'export async function runAction() {}',
	'lib/route.ts': 'export async function runRoute() {}',
	'lib/auth/session.ts':
		'export async function requireActor() {}\nexport async function requireViewer() {}\nexport async function requirePageActor() {}\nexport async function requireActorOrOperator() {}',
	'lib/auth/operator.ts': 'export function requireOperator() {}',
	'lib/auth/require-permission.ts': 'export function requirePermission() {}',
	'lib/things/verbs.ts': `
		import { requirePermission } from '#lib/auth/require-permission.ts'
		export async function heldThing(actor: unknown) { const work = async () => judge(actor); await work() }
		const judge = (actor: unknown) => { requirePermission(actor, 'look_up') }
		export async function openThing(actor: unknown) { /* requirePermission(actor, 'look_up') */ return 'requirePermission(actor)' }`,
	'lib/things/more.ts': `
		import { requireOperator } from '../auth/operator.ts'
		export { heldThing as farThing } from './verbs.ts'
		export async function operatorThing(headers: unknown) { requireOperator(headers) }`,
}
const imports = `
	import { runAction } from '#lib/action.ts'
	import { runRoute } from '#lib/route.ts'
	import { requireActor, requirePageActor, requireViewer } from '#lib/auth/session.ts'
	import { heldThing, openThing } from '#lib/things/verbs.ts'
	import { farThing, operatorThing } from '#lib/things/more.ts'
`

function findingsIn(file: string, text: string): string[] {
	const root = mkdtempSync(join(tmpdir(), 'scopekeeper-guards-'))
	trees.push(root)
	for (const [name, content] of Object.entries({ ...ground, [file]: text })) {
		mkdirSync(dirname(join(root, name)), { recursive: true })
		writeFileSync(join(root, name), content)
	}
	return findUnguarded(root, {})
}

const action = (body: string) =>
	`'use server'\n${imports}\nexport async function doAction(input: unknown) { ${body} }`

it('finds nothing in the console: what answers asks who it is for, or says here why not', () => {
	expect(findUnguarded(projectRoot)).toEqual([])
	requireGuards(projectRoot)
})

it('finds a line of the list that nothing needs any more', () => {
	expect(findUnguarded(projectRoot, { 'app/gone/route.ts': 'once needed' })).toContain(
		'app/gone/route.ts is listed as unguarded, and is not',
	)
})

describe('an action', () => {
	it.each([
		"return runAction('x', async () => heldThing(await requireViewer(), input))",
		"return runAction('x', async () => farThing(await requireViewer(), input))",
	])('is guarded: %s', (body) => {
		expect(findingsIn('lib/things/actions.ts', action(body))).toEqual([])
	})

	it.each([
		['nothing around it', 'return heldThing(await requireViewer(), input)'],
		[
			'something done before',
			"console.log(input); return runAction('x', async () => heldThing(await requireViewer()))",
		],
		[
			'whose page it was pressed on left out',
			"return runAction('x', async () => heldThing(await requireActor(), input))",
		],
		['nobody asked for', "return runAction('x', async () => heldThing(input))"],
		[
			'the person asked for, not awaited',
			"return runAction('x', async () => heldThing(requireViewer(), input))",
		],
		[
			'the guard in a comment',
			"return runAction('x', async () => /* await requireViewer() */ heldThing(input))",
		],
		[
			'a verb that asks nothing of the role',
			"return runAction('x', async () => openThing(await requireViewer()))",
		],
		[
			'another runner of the same name',
			"const runAction = async (_: string, f: () => void) => f(); return runAction('x', async () => heldThing(await requireViewer()))",
		],
	])('is found with %s', (_, body) => {
		expect(findingsIn('lib/things/actions.ts', action(body))).toHaveLength(1)
	})

	it('is found with a guard of its own that has the name of the real one', () => {
		const text = `'use server'
			import { runAction } from '#lib/action.ts'
			import { heldThing } from './verbs.ts'
			const requireViewer = async () => ({})
			export async function doAction() { return runAction('x', async () => heldThing(await requireViewer())) }`
		expect(findingsIn('lib/things/actions.ts', text)).toHaveLength(1)
	})

	it('is found inside a component', () => {
		const text =
			"export default function Form() { async function go() { 'use server'; await erase() } return go }"
		expect(findingsIn('components/things/form.tsx', text)[0]).toContain('components/things/form.tsx')
	})
})

describe('a route', () => {
	it.each([
		"export const GET = () => runRoute('x', async () => heldThing(await requireActor()))",
		"export const GET = (request: Request) => runRoute('x', () => operatorThing(request.headers))",
	])('is guarded: %s', (text) => {
		expect(findingsIn('app/api/things/route.ts', imports + text)).toEqual([])
	})

	it.each([
		'export const GET = async () => Response.json(await heldThing(await requireActor()))',
		"export const GET = () => runRoute('x', async () => openThing(await requireActor()))",
		"export const GET = () => runRoute('x', async () => heldThing(await requireActor()))\nexport async function POST() { return Response.json(await openThing(null)) }",
		"const handle = () => runRoute('x', async () => heldThing(null))\nexport { handle as GET }",
		"export * from './handlers.ts'",
	])('is found: %s', (text) => {
		expect(findingsIn('app/api/things/route.ts', imports + text)).toHaveLength(1)
	})
})

describe('a page', () => {
	it('is guarded where it, or what it calls, asks for the person', () => {
		const text =
			"export default async function Page() { return show(await read()) }\nconst read = async () => requirePageActor('/x')\nconst show = (x: unknown) => x"
		expect(findingsIn('app/things/page.tsx', imports + text)).toEqual([])
	})

	it.each([
		'export default async function Page() { return heldThing(null) }',
		"export default async function Page() { return requirePageActor('/x') }\nexport async function generateMetadata() { return { title: await heldThing(null) } }",
	])('is found: %s', (text) => {
		expect(findingsIn('app/things/page.tsx', imports + text)).toHaveLength(1)
	})
})
