import { AppError } from '#lib/errors.ts'
import { CallGraph } from './reach.ts'
import { calleeOf, filesIn, isNode, type Node, nodesIn, type Source } from './syntax.ts'

/** What may be asked for without a check, and why; a line that is not needed any more is a finding too. */
const unguarded: Record<string, string> = {
	'app/api/auth/[...nextauth]/route.ts': 'signing in is what it is for; next-auth checks its own calls',
	'app/api/health/live/route.ts': 'says that the process serves, and nothing else',
	'app/api/health/ready/route.ts': 'says yes or no; what it tells beside is for operators, and the verb asks',
	'app/page.tsx': 'leads to /assign and shows nothing',
	'app/sign-in/page.tsx': 'whoever signs in has no session yet',
	'lib/auth/actions.ts#signOutAction': 'ends the session that its own cookie names, and no other',
}

const session = 'lib/auth/session.ts'
/** An action is told besides whose page it was pressed on. */
const viewerGuards = [`${session}#requireViewer`]
const actorGuards = [`${session}#requireActor`]
const pageGuards = [`${session}#requirePageActor`]
const operatorGuards = ['lib/auth/operator.ts#requireOperator', `${session}#requireActorOrOperator`]
/** What decides which role may: called in the verb that an action or a route calls. */
const roleGuards = ['lib/auth/require-permission.ts#requirePermission', 'lib/auth/permissions.ts#can']
/** Verbs that are anybody's who is signed in, and why. */
const ownOnly: Record<string, string> = {
	'lib/people/end-own-sessions.ts#endOwnSessions': 'what the person themselves has open',
	'lib/notifications/mark-read.ts#markRead': 'what the person themselves was told',
	'lib/auth/view-session.ts#viewSession': 'the session of the person themselves',
	'lib/notifications/list.ts#listNotifications': 'what the person themselves was told',
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const actionRunners = ['lib/action.ts#runAction']
const routeRunners = ['lib/route.ts#runRoute', 'lib/route.ts#runTextRoute', 'lib/download.ts#runDownload']

/** Every action, route and page in the sources under `root` that answers without a check, each as one sentence. */
export function findUnguarded(root: string, allowed: Record<string, string> = unguarded): string[] {
	const graph = new CallGraph(root)
	const needed = new Set<string>()
	const findings: string[] = []
	const hold = (key: string, problem: string | null) => {
		if (!problem) return
		if (key in allowed) needed.add(key)
		else findings.push(`${key} ${problem}`)
	}
	for (const file of filesIn(root, 'app/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}')) {
		const source = graph.source(file)
		if (!source) continue
		if (source.inlineActions > 0)
			hold(file, 'holds a server action inside a function: write it in an actions.ts')
		if (source.directives.includes('use server')) {
			for (const name of source.exports.keys()) hold(`${file}#${name}`, actionProblem(graph, source, name))
		}
		if (/^app\/(.*\/)?route\.tsx?$/.test(file)) hold(file, routeProblem(graph, source))
		if (/^app\/(.*\/)?(page|default)\.tsx?$/.test(file)) hold(file, pageProblem(graph, source))
	}
	const stale = Object.keys(allowed).filter((key) => !needed.has(key))
	return [...findings, ...stale.map((key) => `${key} is listed as unguarded, and is not`)]
}

/** @throws AppError `internal` where something answers without a check */
export function requireGuards(root: string): void {
	const findings = findUnguarded(root)
	if (findings.length === 0) return
	throw new AppError(
		'internal',
		`Not built: what answers must check who asks.\n${findings.map((finding) => `  ${finding}`).join('\n')}`,
	)
}

function actionProblem(graph: CallGraph, source: Source, name: string): string | null {
	const node = source.functions.get(source.exports.get(name) ?? '')
	if (!node) return 'is exported, but is no function of this file'
	const work = workOf(source, node, actionRunners)
	return work ? workProblem(graph, source, work, viewerGuards) : 'does not return what runAction gives'
}

function routeProblem(graph: CallGraph, source: Source): string | null {
	const served = [...source.exports].filter(([name]) => methods.includes(name))
	for (const [method, local] of served) {
		const node = source.functions.get(local)
		const work = node ? workOf(source, node, routeRunners) : null
		if (!work) return `does not return what ${routeRunners.join(', ')} gives for ${method}`
		const problem = graph.reaches(source, work, operatorGuards)
			? null
			: workProblem(graph, source, work, actorGuards)
		if (problem) return problem
	}
	return served.length > 0 ? null : 'serves no method that is known here'
}

function pageProblem(graph: CallGraph, source: Source): string | null {
	for (const name of ['default', 'generateMetadata']) {
		const node = source.functions.get(source.exports.get(name) ?? '')
		if (!node && name === 'default') return 'has no page of its own'
		// A title that takes nothing from lib tells nothing.
		const tells = name === 'default' || (node && callsLib(source, node))
		if (node && tells && !graph.reaches(source, node, pageGuards))
			return `does not call requirePageActor in ${name}`
	}
	return null
}

const callsLib = (source: Source, node: Node): boolean =>
	[...nodesIn(node)].some((call) => source.imports.get(calleeOf(call) ?? '')?.file.startsWith('lib/'))

/**
 * The work of a function that does nothing but `return run(…, async () => work)`: whatever stood before or beside
 * it would be done for anybody.
 */
function workOf(source: Source, node: Node, runners: readonly string[]): Node | null {
	const returned = returnedBy(node)
	const callee = returned && calleeOf(returned)
	if (!returned || !callee || !runners.includes(keyOf(source, callee))) return null
	const args = Array.isArray(returned.arguments) ? returned.arguments.filter(isNode) : []
	return args.find(({ type }) => type === 'ArrowFunctionExpression') ?? null
}

function returnedBy({ body }: Node): Node | null {
	if (!isNode(body)) return null
	if (body.type !== 'BlockStatement') return body
	const statements = Array.isArray(body.body) ? body.body.filter(isNode) : []
	const [only] = statements
	if (statements.length !== 1 || only?.type !== 'ReturnStatement') return null
	return isNode(only.argument) ? only.argument : null
}

function workProblem(graph: CallGraph, source: Source, work: Node, guards: readonly string[]): string | null {
	const verbs = verbsIn(graph, source, work, guards)
	if (verbs.length === 0) return 'calls no verb with `await requireActor()` as its first argument'
	const unheld = verbs.find(({ key, name }) => !(key in ownOnly) && !holdsRole(graph, source, name))
	return unheld ? `leaves open which role may: ${unheld.key} never asks` : null
}

interface Verb {
	name: string
	key: string
}

/** The verbs that are given the signed-in person. */
function verbsIn(graph: CallGraph, source: Source, work: Node, guards: readonly string[]): Verb[] {
	return [...nodesIn(work)].flatMap((call): Verb[] => {
		const name = calleeOf(call)
		const [first] = Array.isArray(call.arguments) ? call.arguments : []
		if (!name || !isNode(first) || first.type !== 'AwaitExpression' || !isNode(first.argument)) return []
		const guard = calleeOf(first.argument)
		if (!guard || !guards.includes(keyOf(source, guard))) return []
		return graph.reaches(source, first.argument, guards) ? [{ name, key: keyOf(source, name) }] : []
	})
}

function keyOf(source: Source, name: string): string {
	const imported = source.imports.get(name)
	return imported ? `${imported.file}#${imported.name}` : `${source.file}#${name}`
}

const holdsRole = (graph: CallGraph, source: Source, verb: string): boolean =>
	graph.reaches(source, { type: 'CallExpression', callee: { type: 'Identifier', name: verb } }, roleGuards)
