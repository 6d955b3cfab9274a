import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { warningCodes } from '#lib/changes/schemas.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { RunningConsole } from '../fixtures/console.ts'
import { requestIn, visitorAs } from '../fixtures/requests.ts'

/** What there is to be seen and changed, and the words that show that somebody saw it. */
export interface Seeds {
	groupId: string
	userId: string
	/** An applied change under which the officer gave a reason and a ticket. */
	changeId: string
	/** A request of an officer, with a comment. */
	requestId: number
	scheduleId: string
	/** The officer's row. */
	personId: string
	/** An entry of the officer's. */
	sequence: number
	/** An export that the officer made. */
	exportSequence: number
}

/** Written by an officer: for whoever may read everyone's record and requests. */
export const officersWords = {
	reason: 'Canary-of-a-reason that stands in a change.',
	ticket: 'CANARY-4711',
	asked: 'Canary-of-a-request that waits.',
	askedTicket: 'CANARY-4712',
	comment: 'Canary-of-a-comment on the request.',
}
/** Of the pod, and of people: for whoever is signed in. The sandbox's sign-in page names who can sign in. */
export const everyonesWords = {
	officer: 'Avery Quill',
	officerEmail: landmarkPeople.averyQuill.emailAddress,
	group: 'Equities London',
	signedInEmail: 'jo.fenwick@example.com',
}

const { ratesChicago, equitiesLondon, primeServices } = landmarkGroups
const { averyQuill, rowanIdle } = landmarkPeople

/** Has an officer change, ask, comment and export as people do. */
export async function plantSeeds(console: RunningConsole): Promise<Seeds> {
	const jo = await visitorAs(console, 'jo.fenwick')
	const changed = await jo.act('applyChangeAction', {
		operationId: randomUUID(),
		groupId: equitiesLondon.id,
		userId: averyQuill.id,
		active: true,
		reason: officersWords.reason,
		ticket: officersWords.ticket,
		confirmation: '',
		shownWarnings: [...warningCodes],
	})
	const asked = await jo.act('fileRequestAction', {
		operationId: randomUUID(),
		kind: 'assign',
		groupId: ratesChicago.id,
		userId: averyQuill.id,
		endsAt: null,
		reason: officersWords.asked,
		ticket: officersWords.askedTicket,
		shownWarnings: [...warningCodes],
	})
	const requestId = requestIn(asked)
	requestIn(
		await jo.act('commentRequestAction', { commentId: randomUUID(), requestId, text: officersWords.comment }),
	)
	await plantEnd(console)
	const exported = await jo.act('recordExportAction', {
		filter: { range: 'all' },
		format: 'csv',
		since: null,
	})
	const exportSequence = Number(/"sequence":(\d+)/.exec(exported)?.[1])
	if (!exportSequence) throw new Error(`not exported: ${exported}`)
	const [found] = await rowsOf<Pick<Seeds, 'sequence' | 'scheduleId' | 'personId'>>(
		console,
		`select (select min(seq) from entries where action = 'change.intended')::int as sequence,
			(select id from schedules limit 1) as "scheduleId",
			(select id from users where subject = 'jo.fenwick') as "personId"`,
	)
	if (!found?.scheduleId) throw new Error('no end was set')
	return {
		...found,
		groupId: equitiesLondon.id,
		userId: averyQuill.id,
		changeId: /"change":\{"id":"([^"]+)"/.exec(changed)?.[1] ?? '',
		requestId,
		exportSequence,
	}
}

/** An assignment with an end: one officer asks for it, another one approves. */
async function plantEnd(console: RunningConsole): Promise<void> {
	const [jo, sam] = [await visitorAs(console, 'jo.fenwick'), await visitorAs(console, 'sam.okafor')]
	const asked = await jo.act('fileRequestAction', {
		operationId: randomUUID(),
		kind: 'assign',
		groupId: primeServices.id,
		userId: rowanIdle.id,
		endsAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
		reason: officersWords.asked,
		ticket: officersWords.askedTicket,
		shownWarnings: [...warningCodes],
	})
	const approved = await sam.act('approveRequestAction', {
		operationId: randomUUID(),
		requestId: requestIn(asked),
		version: 1,
		note: '',
		confirmation: '',
		shownWarnings: [...warningCodes],
		shownState: 'not_assigned',
	})
	if (!approved.includes('"state":"applied"')) throw new Error(`not approved: ${approved}`)
}

/** Rows of the console's database, read as its owner; for what is changed from outside too. */
export async function rowsOf<Row extends object>(console: RunningConsole, query: string): Promise<Row[]> {
	const client = new Client(console.ownerUrl)
	await client.connect()
	try {
		return (await client.query<Row>(query)).rows
	} finally {
		await client.end()
	}
}
