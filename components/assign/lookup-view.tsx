import type { UseQueryResult } from '@tanstack/react-query'
import { newRequestHref } from '#components/requests/new-request-href.ts'
import { useMayAsk } from '#components/requests/settings-context.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { Note } from '#components/ui/note.tsx'
import type { PairView } from '#lib/changes/schemas.ts'
import { OpenChangeNote } from './open-change-note.tsx'
import { PairContext } from './pair-context.tsx'
import { PairPickers } from './pair-pickers.tsx'
import { PairState } from './pair-state.tsx'
import type { ChosenPair } from './use-chosen-pair.ts'

interface LookupViewProps {
	chosen: ChosenPair
	query: UseQueryResult<PairView>
	roleName: string
	choose: (change: Partial<ChosenPair>) => void
}

/** The page for those who may look, but not change. */
export function LookupView({ chosen, query, roleName, choose }: LookupViewProps) {
	const mayAsk = useMayAsk()
	const isChosen = chosen.groupId !== null && chosen.userId !== null
	return (
		<div className="grid grid-cols-[minmax(0,1fr)] gap-[18px] rounded-card border border-line bg-surface p-[22px] shadow-card max-sm:p-4 print:hidden">
			<Note tone="quiet">
				You can look up any pair here, but not change it: you are signed in as {roleName}.{' '}
				{mayAsk
					? 'Ask for a change, and a compliance officer decides it.'
					: 'Ask a compliance officer or an administrator to make a change.'}
			</Note>
			<PairPickers chosen={chosen} pair={query.data} choose={choose} />
			{isChosen ? <OpenChangeNote openChange={query.data?.openChange ?? null} /> : null}
			<div className="rounded-field border border-line bg-bg px-3.5 py-3 text-small text-ink-3">
				<PairState query={query} active={null} isChosen={isChosen} />
			</div>
			{isChosen ? <PairContext pair={query.data} /> : null}
			{mayAsk ? (
				<ButtonLink look="primary" href={newRequestHref(chosen)} className="justify-self-end max-sm:w-full">
					{isChosen ? 'Ask for this change' : 'Ask for a change'}
				</ButtonLink>
			) : null}
		</div>
	)
}
