import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/client.ts'
import { allowances } from '#lib/db/schema.ts'
import { log } from '#lib/log.ts'
import { takeOne } from './allowance.ts'
import type { Limit } from './limits.ts'

/** One of the allowances that an entry is taken from. */
export interface EntryAllowance {
	/** What is counted, and whose it is. */
	name: string
	limit: Limit
}

/**
 * Takes one entry from each of the allowances, the narrowest first, for what anybody could write into the record
 * without end. Its rows stay locked until the transaction ends, so no two count the same.
 * @param what what is left out where nothing is left, for the log
 * @returns how many were left out since the last entry that was not; `null` where this one is to be left out
 */
export async function takeForRecord(
	tx: Transaction,
	what: string,
	from: readonly EntryAllowance[],
): Promise<number | null> {
	let leftOut = 0
	for (const { name, limit } of from) {
		const isRow = eq(allowances.name, name)
		if ((await takeOne(tx, name, limit)) > 0) {
			const more = leftOut + 1
			const [row] = await tx
				.update(allowances)
				.set({ leftOut: sql`${allowances.leftOut} + ${more}` })
				.where(isRow)
				.returning({ leftOut: allowances.leftOut })
			log().warn(
				{ kind: 'database', what, leftOut: row?.leftOut ?? more },
				'left out of the record: there were too many',
			)
			return null
		}
		const [row] = await tx.select({ leftOut: allowances.leftOut }).from(allowances).where(isRow)
		if (!row?.leftOut) continue
		leftOut += row.leftOut
		await tx.update(allowances).set({ leftOut: 0 }).where(isRow)
	}
	return leftOut
}
