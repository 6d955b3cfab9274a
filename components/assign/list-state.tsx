import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

interface ListStateProps {
	/** Why what was typed cannot be searched for or used. */
	problem: string | null
	error: Error | null
	isLoading: boolean
	emptyText: string | null
	onRetry: () => void
}

/** What a picker's list says while it holds no options: why not, or that they are on their way. */
export function ListState({ problem, error, isLoading, emptyText, onRetry }: ListStateProps) {
	if (problem) return <p className="px-3 py-2.5 text-bad">{problem}</p>
	if (error) {
		return (
			<div className="flex items-center justify-between gap-3 px-3 py-2.5 text-note text-bad">
				<p>{error.message}</p>
				<Button size="small" onMouseDown={(event) => event.preventDefault()} onClick={onRetry}>
					Retry
				</Button>
			</div>
		)
	}
	if (isLoading) {
		return (
			<div className="grid gap-4 p-3">
				<span className="sr-only">Reading the list…</span>
				{[62, 48, 55].map((width) => (
					<span key={width} className="grid gap-1.5" style={{ width: `${width}%` }}>
						<Skeleton className="h-3.5 w-3/5" />
						<Skeleton className="h-3" />
					</span>
				))}
			</div>
		)
	}
	return emptyText ? <p className="px-3 pt-2.5 pb-1.5 text-note text-ink-2">{emptyText}</p> : null
}
