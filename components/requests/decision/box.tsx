import { type ReactNode, useId, useState } from 'react'
import { grouped } from '#components/directory/counted.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** One thing to know before deciding. */
export function Box({ title, children }: { title: ReactNode; children: ReactNode }) {
	const id = useId()
	return (
		<section
			aria-labelledby={id}
			className="min-w-0 rounded-field border border-line px-3.5 py-3 [overflow-wrap:anywhere] print:break-inside-avoid"
		>
			<h3 id={id} className="mb-1.5 text-[0.75rem] font-semibold text-ink-3">
				{title}
			</h3>
			{children}
		</section>
	)
}

/** A line or two that are still on their way. */
export function BoxLoading() {
	return (
		<div className="grid gap-[3px]">
			<Skeleton className="my-[3.5px] h-3.5 w-3/5" />
			<Skeleton className="my-[4.5px] h-3 w-2/5" />
		</div>
	)
}

const shownAtFirst = 4

interface NameListProps {
	/** `null`: the pod did not let them be read; `undefined`: not read yet. */
	items: { id: string; name: string | null; more?: string | null }[] | null | undefined
	none: string
}

/** Groups or people by name, a line each. */
export function NameList({ items, none }: NameListProps) {
	const [isWhole, setIsWhole] = useState(false)
	if (items === undefined) return <BoxLoading />
	if (items === null) return <p className="text-warn">They could not be read from the pod.</p>
	if (items.length === 0) return <p className="text-ink-2">{none}</p>
	const rest = items.length - shownAtFirst
	return (
		<>
			<ul className="grid max-h-56 gap-[3px] overflow-y-auto">
				{(isWhole ? items : items.slice(0, shownAtFirst)).map(({ id, name, more }) => (
					<li key={id}>
						{name === null ? <span className="id-text">{id}</span> : <bdi title={id}>{name}</bdi>}
						{more ? <span className="text-small text-ink-3"> {more}</span> : null}
					</li>
				))}
			</ul>
			{rest > 0 ? (
				<button
					type="button"
					aria-expanded={isWhole}
					onClick={() => setIsWhole(!isWhole)}
					className="mt-1 rounded-sm text-note font-medium text-accent hover:underline print:hidden"
				>
					{isWhole ? 'Show fewer' : `${grouped(rest)} more`}
				</button>
			) : null}
		</>
	)
}
