import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { PairState } from '#components/assign/pair-state.tsx'
import type { PairView } from '#lib/changes/schemas.ts'
import type { RequestKind } from '#lib/requests/schemas.ts'
import { endWords } from '../end/end-words.ts'
import { kindWords } from '../kind-words.ts'

interface KindChoiceProps {
	query: UseQueryResult<PairView>
	kind: RequestKind
	isChosen: boolean
	isLocked: boolean
	field: UseFormRegisterReturn
}

/** What is asked for, each by its name, and what the pod holds now. An end is asked for only where there is what ends. */
export function KindChoice({ query, kind, isChosen, isLocked, field }: KindChoiceProps) {
	const pair = isChosen ? query.data : undefined
	const isStanding = pair?.state === 'assigned'
	const option = (value: RequestKind, words: string, meaning: ReactNode) => (
		<Option field={field} value={value} isChosen={kind === value} words={words} meaning={meaning} />
	)
	return (
		<fieldset disabled={isLocked} className="min-w-0">
			<legend className="mb-1.5 text-note font-semibold">What is asked for</legend>
			<div className="overflow-hidden rounded-field border border-line-strong">
				<div className="grid gap-px bg-line sm:grid-cols-2">
					{option('assign', kindWords.assign, 'responsible for this group')}
					{option('unassign', kindWords.unassign, 'no longer responsible for this group')}
					{isStanding || kind === 'set_end' ? (
						<div className="sm:col-span-2">
							{option('set_end', endOptionWords(pair), meaningOfEnd(pair?.standingEnd ?? null))}
						</div>
					) : null}
				</div>
				<div className="border-t border-line bg-bg px-3.5 py-2 text-small text-ink-3">
					<PairState
						query={query}
						active={kind === 'set_end' ? null : kind === 'assign'}
						isChosen={isChosen}
					/>
				</div>
			</div>
		</fieldset>
	)
}

/** What the choice of an end is called: with an end there already, it is moved. */
export const endOptionWords = (pair: PairView | undefined) =>
	pair?.standingEnd ? 'Move its end' : 'Put an end on the standing assignment'

const meaningOfEnd = (standingEnd: string | null) =>
	standingEnd === null
		? 'it stays as it is until then, and is unassigned at that time'
		: `now ${endWords(standingEnd)}`

interface OptionProps {
	field: UseFormRegisterReturn
	value: RequestKind
	isChosen: boolean
	words: string
	meaning: ReactNode
}

function Option({ field, value, isChosen, words, meaning }: OptionProps) {
	return (
		<label
			className={`flex h-full cursor-pointer items-start gap-2.5 px-3.5 py-2.5 ${isChosen ? 'bg-accent-soft' : 'bg-surface'}`}
		>
			<input type="radio" value={value} {...field} className="mt-[3px] size-4 shrink-0 accent-accent" />
			<span className="min-w-0">
				<span className="font-semibold">{words}</span>{' '}
				<span className="block text-small text-ink-2">{meaning}</span>
			</span>
		</label>
	)
}
