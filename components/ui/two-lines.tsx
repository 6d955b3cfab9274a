import type { ReactNode } from 'react'

interface TwoLinesProps {
	name: string
	leading?: ReactNode
	chips?: ReactNode
	facts: ReactNode
}

/** A name with its marks, and a line of facts under it. */
export function TwoLines({ name, leading, chips, facts }: TwoLinesProps) {
	return (
		<div className="flex items-center gap-3">
			{leading}
			<div className="min-w-0">
				<div className="flex min-w-0 items-center gap-1.5">
					<bdi className="truncate font-semibold" title={name}>
						{name}
					</bdi>
					{chips}
				</div>
				<div className="text-small text-ink-3 [overflow-wrap:anywhere]">{facts}</div>
			</div>
		</div>
	)
}
