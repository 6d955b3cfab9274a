import 'server-only'
import { and, eq } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import {
	type ActedEntry,
	bodyOf,
	detailsOf,
	lineOf,
	listIn,
	membersIn,
	selectEntries,
	textIn,
	wordsIn,
} from './entry-row.ts'
import { operationsFor, viewerOf } from './matching.ts'
import { viewOperations } from './operation-view.ts'
import { answerIn } from './pod-answer.ts'
import { proofOf } from './proof-of-entry.ts'
import { type EntryView, type OperationView, type PodAnswer, sequenceSchema } from './schemas.ts'

/**
 * One entry with all that it says, its operation and its proof. `input` is a `sequenceSchema`.
 * @throws AppError `forbidden`, `invalid_input`; `not_found`, also for an entry that the actor may not see
 */
export async function readEntry(actor: Actor, input: unknown): Promise<EntryView> {
	requirePermission(actor, 'read_own_record')
	const { sequence } = parseInput(sequenceSchema, input)
	const acted = await findEntry(sequence)
	const head = acted ? await findHead(actor, acted) : null
	const [operation] = head ? await viewOperations([head]) : []
	if (!acted || !operation) {
		throw new AppError('not_found', 'There is no such entry, or it is not yours to see.')
	}
	const [answer, proof, undoes] = await Promise.all([
		answerOf(acted, operation),
		proofOf(acted.entry),
		beginningOf(textIn(bodyOf(acted.entry), 'undoes')),
	])
	return { ...tell(acted), operation, answer, proof, undoes: undoes?.entry.seq ?? null }
}

async function findEntry(sequence: number): Promise<ActedEntry | null> {
	const [acted] = await selectEntries().where(eq(entries.seq, sequence))
	return acted ?? null
}

/** The entry that begins the operation of this one, where the actor may see that operation. */
async function findHead(actor: Actor, { entry }: ActedEntry): Promise<ActedEntry | null> {
	const itself = eq(entries.seq, entry.seq)
	const ofChange = and(eq(entries.changeId, entry.changeId ?? ''), eq(entries.action, 'change.intended'))
	const visible = operationsFor(viewerOf(actor), { range: 'all' })
	const [head] = await selectEntries().where(and(entry.begins ? itself : ofChange, visible))
	return head ?? null
}

async function beginningOf(changeId: string | null): Promise<ActedEntry | null> {
	if (changeId === null) return null
	const [began] = await selectEntries().where(
		and(eq(entries.changeId, changeId), eq(entries.action, 'change.intended')),
	)
	return began ?? null
}

/** The entry's own; for the entry that begins an operation, the one that the operation ended in. */
async function answerOf({ entry }: ActedEntry, operation: OperationView): Promise<PodAnswer | null> {
	const last = operation.entries.at(-1)
	if (!entry.begins || !last || last.sequence === entry.seq) return answerIn(entry)
	const ended = await findEntry(last.sequence)
	return ended ? answerIn(ended.entry) : null
}

function tell(acted: ActedEntry): Omit<EntryView, 'operation' | 'answer' | 'proof' | 'undoes'> {
	const { entry } = acted
	const details = detailsOf(entry)
	return {
		...lineOf(acted),
		role: textIn(membersIn(details, 'by'), 'role'),
		stateBefore: textIn(bodyOf(entry), 'stateBefore'),
		warnings: listIn(details, 'warnings').flatMap((warning) => {
			const message = textIn(membersIn({ warning }, 'warning'), 'message')
			return message === null ? [] : [message]
		}),
		words: wordsIn(details) ?? textIn(details, 'reason'),
		isErased: details === null,
		text: entry.text,
		details: entry.details,
	}
}
