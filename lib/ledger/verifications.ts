import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { getDatabase } from '#lib/db/client.ts'
import { verifications } from '#lib/db/record-schema.ts'
import { users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { isStopping } from '#lib/stopping.ts'
import { verifyRecord } from './verify-record.ts'

/** A run over the whole record, as a row of `verifications` tells of it, with the name of who began it. */
export type Verification = typeof verifications.$inferSelect & { startedByName: string | null }

const progressEveryMs = 1_000

/** Still being worked on, as far as anybody knows. */
const runs = sql`finished_at is null and seen_at > now() - interval '1 minute'`
const nightlySince = (age: SQL) =>
	sql`exists (select from verifications where started_by is null and started_at > now() - ${age}
		and (finished_at is not null or ${runs}))`
const isDueTonight = sql`(not ${nightlySince(sql`interval '26 hours'`)}
	or extract(hour from now() at time zone 'utc') = 2 and not ${nightlySince(sql`interval '20 hours'`)})`

interface Claim {
	id: string
	size: number
}

/** Begins a run where none is under way in any process and `condition` holds; else `null`. */
async function claim(startedBy: string | null, condition: SQL): Promise<Claim | null> {
	return getDatabase().transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('scopekeeper.verification', 0))`)
		// As far as anything ever reached: entries that were signed for and are gone are looked for too.
		const size = sql`greatest((select max(seq) from entries), (select max(size) from checkpoints), 0)`
		const { rows } = await tx.execute<{ id: string; size: string }>(sql`
			insert into verifications (id, started_by, size) select ${randomUUID()}, ${startedBy}::uuid, ${size}
			where not exists (select from verifications where ${runs}) and ${condition}
			returning id, size`)
		return rows[0] ? { id: rows[0].id, size: Number(rows[0].size) } : null
	})
}

async function run({ id, size }: Claim): Promise<void> {
	const note = (values: PgUpdateSetSource<typeof verifications>) =>
		getDatabase()
			.update(verifications)
			.set({ ...values, seenAt: sql`now()` })
			.where(eq(verifications.id, id))
	let notedAt = performance.now()
	const found = await verifyRecord(size, async (checked) => {
		if (isStopping()) throw new Error('the server stops')
		if (performance.now() - notedAt < progressEveryMs) return
		notedAt = performance.now()
		await note({ checked })
	})
	await note({ checked: found ? found.problemAt - 1 : size, finishedAt: sql`now()`, ...found })
	if (found)
		log().error(
			{ kind: 'background', entry: found.problemAt, problem: found.problem },
			'the record is not as it was',
		)
	else log().info({ kind: 'background', size }, 'the record was verified')
}

/**
 * Begins a run over the whole record, which goes on in the background of this process.
 * @param startedBy the person's row
 * @throws AppError `conflict` while one runs
 */
export async function startVerification(startedBy: string): Promise<void> {
	const claimed = await claim(startedBy, sql`true`)
	if (!claimed) {
		throw new AppError('conflict', 'The record is being verified already. Its result will be shown here.')
	}
	run(claimed).catch((error) =>
		log().warn({ kind: 'background', err: error }, 'a verification was broken off'),
	)
}

/** Runs the nightly verification where it is due: once a night over all processes, at two o’clock UTC or soon after. */
export async function verifyNightly(): Promise<void> {
	const claimed = await claim(null, isDueTonight)
	if (claimed) await run(claimed)
}

async function readNewest(where: SQL | undefined): Promise<Verification | null> {
	const [row] = await getDatabase()
		.select({ verification: verifications, startedByName: users.name })
		.from(verifications)
		.leftJoin(users, eq(users.id, verifications.startedBy))
		.where(where)
		.orderBy(desc(verifications.startedAt))
		.limit(1)
	return row ? { ...row.verification, startedByName: row.startedByName } : null
}

/** The last run that came to its end. */
export const readLastVerification = () => readNewest(isNotNull(verifications.finishedAt))

/** The run that is under way, in whichever process. */
export const readRunningVerification = () => readNewest(and(isNull(verifications.finishedAt), runs))
