import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { findRowProblem } from '#lib/ledger/checkpoint-row.ts'
import { readRoot } from '#lib/ledger/prove.ts'
import { readSinks } from '#lib/ledger/send-checkpoints.ts'
import { findSigningProblem, readSignedState, type SignedState } from '#lib/ledger/take-checkpoint.ts'
import {
	readLastVerification,
	readRunningVerification,
	startVerification,
	type Verification,
} from '#lib/ledger/verifications.ts'
import { parseKeys } from '#lib/ledger/verifier-keys.ts'
import { requireAllowance } from '#lib/limits/require-allowance.ts'
import type { RecordState } from './schemas.ts'

/**
 * What is known of the record as a whole, read now: a few look-ups, whatever its size.
 * @throws AppError `forbidden`
 */
export async function readRecordState(actor: Actor): Promise<RecordState> {
	requirePermission(actor, 'read_whole_record')
	const signed = await readSignedState()
	const [checkpoint, signingProblem, last, running, sinks] = await Promise.all([
		showNewest(signed),
		findSigningProblem(signed),
		readLastVerification(),
		readRunningVerification(),
		readSinks(),
	])
	return {
		size: signed.size,
		checkpoint,
		signingProblem,
		verification: last && showResult(last),
		running: running && { checked: running.checked, size: running.size, startedBy: nameOf(running) },
		sinks: sinks.map(({ sentAt, ...sink }) => ({ ...sink, sentAt: sentAt?.toISOString() ?? null })),
	}
}

async function showNewest({ newest, verifierKeys }: SignedState) {
	if (!newest) return null
	const { size, root, note, signedAt } = newest
	return {
		size,
		rootBase64: root.toString('base64'),
		signedAt: signedAt.toISOString(),
		note,
		forged: findRowProblem(newest, parseKeys(verifierKeys)),
		matches: (await readRoot(size))?.equals(root) ?? false,
	}
}

const nameOf = ({ startedByName }: Verification) => startedByName ?? 'nightly'

function showResult(run: Verification): RecordState['verification'] {
	const { finishedAt, size, problem, problemAt } = run
	if (!finishedAt) return null
	return {
		finishedAt: finishedAt.toISOString(),
		size,
		ok: problem === null,
		problem,
		problemAt,
		startedBy: nameOf(run),
	}
}

/**
 * Begins to look at every entry of the record, which goes on after this has answered.
 * @throws AppError `forbidden`; `too_many_requests`; `conflict` while such a run is under way
 */
export async function verifyWholeRecord(actor: Actor): Promise<void> {
	requirePermission(actor, 'read_whole_record')
	await requireAllowance('heavy', actor)
	await startVerification(actor.id)
}
