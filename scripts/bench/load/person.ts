import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from './browser.ts'
import type { LoadPerson, LoadPlan, LoadRole } from './plan.ts'

/** What people of each role do, over and over, and what their screen asks for by itself meanwhile. */

const reason = 'Covers the desk while its officer is away, as agreed with the desk head.'
const keystrokeMs = 180
const words = ['rates', 'equit', 'credit', 'london', 'fx tok', 'repo']
const names = ['anna', 'garcia', 'rowan', 'ivano', 'petro', 'wei l']

export interface Shared {
	/** Requests that were filed and that nobody has decided yet. */
	filed: number[]
	isOver(): boolean
}

export interface Played {
	browser: Browser
	person: LoadPerson
	plan: LoadPlan
	shared: Shared
}

interface Desk extends Played {
	/** Which page is open: it decides what is asked for by itself. */
	page: 'assign' | 'requests' | 'audit'
	turn: number
	/** When the page asked last for what it shows, by itself. */
	polledAt: number
	/** Pairs that this person has assigned so far. */
	assigned: Set<number>
}

const some = <T>(list: readonly T[], turn: number): T => {
	const one = list[turn % list.length]
	if (one === undefined) throw new Error('the list is empty')
	return one
}

type Step = (desk: Desk) => Promise<unknown>

const openAssign: Step = (desk) => {
	desk.page = 'assign'
	return desk.browser.open('page /assign', '/assign')
}

const typeGroup: Step = ({ browser, turn }) =>
	type(some(words, turn), (q) =>
		browser.get('type-ahead, groups', `/api/groups?${new URLSearchParams({ q })}`),
	)

const typePerson: Step = ({ browser, turn, person }) => {
	const group = some(person.pairs, turn).groupId
	return type(some(names, turn), (q) =>
		browser.get('type-ahead, people', `/api/people?${new URLSearchParams({ q, group })}`),
	)
}

/** A request for each letter from the second on: whoever types slowly, or corrects, asks that often. */
async function type(text: string, ask: (typed: string) => Promise<unknown>): Promise<void> {
	for (let length = 2; length <= text.length; length++) {
		await ask(text.slice(0, length))
		await pause(keystrokeMs)
	}
}

const lookAtPair: Step = ({ browser, person, turn }) => {
	const { groupId, userId } = some(person.pairs, turn)
	const search = new URLSearchParams({ group: groupId, user: userId })
	return Promise.all([
		browser.get('pair as the pod shows it', `/api/pair?${search}`),
		browser.get('poll', `/api/requests/open?${search}`),
	])
}

const change: Step = async ({ browser, person, plan, turn, assigned }) => {
	const at = turn % person.pairs.length
	const active = !assigned.has(at)
	const answer = await browser.act('action: change', plan.actionIds.applyChangeAction, {
		operationId: randomUUID(),
		...some(person.pairs, turn),
		active,
		reason,
		ticket: '',
		confirmation: '',
		shownWarnings: plan.warnings,
	})
	if (!answer.includes('"ok":true')) return
	if (active) assigned.add(at)
	else assigned.delete(at)
	await browser.get('poll', '/api/changes')
}

const openQueue: Step = async (desk) => {
	desk.page = 'requests'
	await desk.browser.open('page /requests', '/requests')
	await desk.browser.get('queue of requests', '/api/requests?tab=unclaimed')
}

const openOwnRequests: Step = async (desk) => {
	desk.page = 'requests'
	await desk.browser.open('page /requests', '/requests?tab=mine')
	await desk.browser.get('queue of requests', '/api/requests?tab=mine')
}

const openForm: Step = ({ browser }) => browser.open('page /requests/new', '/requests/new')

const file: Step = async ({ browser, person, plan, shared, turn }) => {
	const answer = await browser.act('action: request filed', plan.actionIds.fileRequestAction, {
		operationId: randomUUID(),
		kind: 'assign',
		// Each pair once: it stays assigned when it was approved.
		...some(person.pairs, Math.floor(turn / stepsOf.support.length)),
		endsAt: null,
		reason,
		ticket: 'CHG-100',
		shownWarnings: plan.warnings,
	})
	const [, id] = /"ok":true,"data":\{"id":(\d+)/.exec(answer) ?? []
	if (id) shared.filed.push(Number(id))
}

const decide: Step = async ({ browser, plan, shared }) => {
	const requestId = shared.filed.shift()
	if (requestId === undefined) return
	await browser.open('page /requests, one open', `/requests?request=${requestId}`)
	const [request, pair] = await Promise.all([
		browser.get('poll', `/api/requests/${requestId}`),
		browser.get('pair as the pod shows it', `/api/requests/${requestId}/pair`),
	])
	if (request.status !== 200 || pair.status !== 200) return
	await pause(plan.thinkMs)
	const { version } = JSON.parse(request.text()) as { version: number }
	await browser.act('action: decision', plan.actionIds.approveRequestAction, {
		operationId: randomUUID(),
		requestId,
		version,
		note: '',
		confirmation: '',
		shownWarnings: plan.warnings,
		shownState: 'not_assigned',
	})
}

const openAudit: Step = (desk) => {
	desk.page = 'audit'
	return desk.browser.open('page /audit', '/audit')
}

const filterAudit: Step = ({ browser, turn }) => {
	const filter = some(['outcome=refused', 'action=unassign', 'text=desk', 'range=all&text=note+4242'], turn)
	return browser.open('page /audit, filtered', `/audit?${filter}`)
}

const openEntry: Step = ({ browser, turn, plan }) =>
	browser.open('page /audit/[sequence]', `/audit/${1 + ((turn * 7919) % plan.entries)}`)

const applyOne = [openAssign, typeGroup, typePerson, lookAtPair, change]
const stepsOf: Record<LoadRole, Step[]> = {
	officer: [...applyOne, lookAtPair, change, openQueue, decide, decide, openAudit],
	administrator: [...applyOne, openAudit, filterAudit, openQueue],
	support: [openOwnRequests, openForm, typeGroup, typePerson, lookAtPair, file],
	auditor: [openAudit, filterAudit, openEntry, openAudit, filterAudit],
}

/** What every page asks for by itself, and how often; then what each page does besides. */
const everywhere = [
	['/api/shell', 10_000],
	['/api/session', 60_000],
] as const
const pollOf: Record<Desk['page'], [path: string, everyMs: number]> = {
	assign: ['/api/changes', 10_000],
	requests: ['/api/requests?tab=unclaimed', 5_000],
	audit: ['/api/audit/state', 15_000],
}

/** Plays one person until it is over. */
export async function play(played: Played, number: number): Promise<void> {
	const { browser, person, plan, shared } = played
	const desk: Desk = { ...played, page: 'assign', turn: number, polledAt: 0, assigned: new Set() }
	const steps = stepsOf[person.role]
	const think = () => pause(plan.thinkMs * (0.5 + Math.random()))
	// Everybody comes at another moment, so that no two screens ask in step, and begins at another place of what they do.
	await pause((plan.warmUpMs / 2) * Math.random())
	await browser.open('page /assign', '/assign')
	const timers = everywhere.map(([path, everyMs]) =>
		setInterval(() => void browser.get('poll', path), everyMs),
	)
	// Support staff see no state of the whole record.
	const seesRecord = person.role !== 'support'
	timers.push(
		setInterval(() => {
			const [path, everyMs] = pollOf[desk.page]
			if (path === '/api/audit/state' && !seesRecord) return
			if (performance.now() - desk.polledAt < everyMs) return
			desk.polledAt = performance.now()
			void browser.get(path.includes('tab=') ? 'queue of requests' : 'poll', path)
		}, 1_000),
	)
	while (!shared.isOver()) {
		await some(steps, desk.turn)(desk)
		desk.turn += 1
		await think()
	}
	for (const timer of timers) clearInterval(timer)
	browser.end()
}
