import { useRouter } from 'next/navigation'
import { type FormEvent, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { auditHref, auditRanges, type FilterParams, usualRange } from '#lib/audit/rules.ts'
import { rangeWords } from '../words.ts'
import { FilterChip, PanelLink } from './filter-chip.tsx'

/** Which days are shown: a range that moves with today, or two days of one's own. */
export function TimeChip({ params }: { params: FilterParams }) {
	const { range = usualRange, from, to } = params
	const isOwn = Boolean(from || to)
	const hrefFor = (days: Pick<FilterParams, 'range' | 'from' | 'to'>) =>
		auditHref({ ...params, range: undefined, from: undefined, to: undefined, ...days })
	return (
		<FilterChip name={null} chosen={isOwn ? ownWords(from, to) : wordFor(range)} label="Time">
			{(close) => (
				<>
					{auditRanges.map((value) => (
						<PanelLink
							key={value}
							href={hrefFor({ range: value })}
							isChosen={!isOwn && value === range}
							onChoose={close}
						>
							{rangeWords[value]}
						</PanelLink>
					))}
					<OwnDays from={from} to={to} hrefFor={hrefFor} onChoose={close} />
				</>
			)}
		</FilterChip>
	)
}

const wordFor = (range: string) =>
	auditRanges.flatMap((known) => (known === range ? [rangeWords[known]] : []))[0] ?? range

function ownWords(from: string | undefined, to: string | undefined): string {
	if (from && to) return from === to ? from : `${from} to ${to}`
	return from ? `Since ${from}` : `Until ${to}`
}

interface OwnDaysProps {
	from: string | undefined
	to: string | undefined
	hrefFor: (days: { from?: string; to?: string }) => string
	onChoose: () => void
}

function OwnDays({ from, to, hrefFor, onChoose }: OwnDaysProps) {
	const router = useRouter()
	const id = useId()
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const data = new FormData(event.currentTarget)
		const [first, last] = [String(data.get('from') ?? ''), String(data.get('to') ?? '')]
		router.push(hrefFor({ ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) }))
		onChoose()
	}
	const field = 'min-h-[34px] rounded-field border border-field bg-surface px-2'
	return (
		<form onSubmit={submit} className="mt-1.5 grid gap-2 border-t border-line px-2.5 pt-2.5 pb-1.5">
			<div className="grid grid-cols-[auto_1fr] items-center gap-2 text-note">
				<label htmlFor={`${id}-from`}>From</label>
				<input id={`${id}-from`} name="from" type="date" defaultValue={from} className={field} />
				<label htmlFor={`${id}-to`}>To</label>
				<input id={`${id}-to`} name="to" type="date" defaultValue={to} className={field} />
			</div>
			<p className="text-small text-ink-3">Days in UTC, both included.</p>
			<Button type="submit" size="small">
				Show these days
			</Button>
		</form>
	)
}
