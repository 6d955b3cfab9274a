import type { Metadata } from 'next'
import { PairHistory } from '#components/pair-history/pair-history.tsx'
import { pairHistoryHref } from '#components/pair-history/pair-history-href.ts'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Note } from '#components/ui/note.tsx'
import { forPage } from '#lib/auth/for-page.ts'
import { can } from '#lib/auth/permissions.ts'
import { type Actor, requirePageActor } from '#lib/auth/session.ts'
import { listPairChanges } from '#lib/changes/list-of-pair.ts'
import type { PairHistory as History } from '#lib/changes/schemas.ts'
import { AppError } from '#lib/errors.ts'

export const metadata: Metadata = { title: 'History of an assignment' }

type SearchParams = Record<string, string | string[] | undefined>

interface AskedPage {
	groupId: string
	userId: string
	before: string | undefined
}

export default async function PairPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
	const asked = askedIn(await searchParams)
	const actor = await requirePageActor(pairHistoryHref(asked, asked.before))
	const history = await read(actor, asked)
	const { groupId, userId, before } = asked
	return (
		<>
			<PageHeader
				title="History of an assignment"
				sentence="Every change of one pair of group and user: who wanted it, why, and what became of it."
			/>
			{history instanceof AppError ? (
				<Note tone="bad" role="alert">
					The address of this page does not say whose history to show. {history.message}
				</Note>
			) : (
				<PairHistory
					pair={{ groupId, userId }}
					history={history}
					isNewest={before === undefined}
					seesAll={can(actor.role, 'read_whole_record')}
				/>
			)}
		</>
	)
}

async function read(actor: Actor, asked: AskedPage): Promise<History | AppError> {
	try {
		return await forPage(() => listPairChanges(actor, asked))
	} catch (error) {
		if (error instanceof AppError && error.code === 'invalid_input') return error
		throw error
	}
}

/** What an address leaves out, or says twice, is empty: the schema then says what is missing. */
function askedIn({ group, user, before }: SearchParams): AskedPage {
	const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')
	return { groupId: text(group), userId: text(user), before: text(before) || undefined }
}
