import type { UseQueryResult } from '@tanstack/react-query'
import { type ComponentProps, useId } from 'react'
import { Switch } from '#components/ui/switch.tsx'
import type { PairView } from '#lib/changes/schemas.ts'
import { PairState } from './pair-state.tsx'

interface ActiveBoxProps {
	query: UseQueryResult<PairView>
	active: boolean
	isChosen: boolean
	switchProps: ComponentProps<'input'>
}

/** What is asked for, and what it changes. The switch moves when the person moves it, and never else. */
export function ActiveBox({ query, active, isChosen, switchProps }: ActiveBoxProps) {
	const id = useId()
	return (
		<div className="flex items-center justify-between gap-4 rounded-field border border-line bg-bg px-3.5 py-3">
			<div className="min-w-0 text-small text-ink-3">
				<div className="flex flex-wrap items-baseline gap-x-1.5">
					<label htmlFor={id} className="text-base font-semibold text-ink">
						Active
					</label>
					<span id={`${id}-means`}>
						{active ? 'On: responsible for this group' : 'Off: no longer responsible for this group'}
					</span>
				</div>
				<PairState query={query} active={active} isChosen={isChosen} />
			</div>
			<Switch id={id} aria-describedby={`${id}-means`} {...switchProps} />
		</div>
	)
}
