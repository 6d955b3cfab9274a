import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { useRecentChanges } from '../use-recent-changes.ts'
import { RecentRow } from './recent-row.tsx'

const columns = ['When', 'Change', 'Group', 'User', 'By', 'Outcome']

interface RecentChangesProps {
	/** Whether the viewer sees everyone's changes, or only their own. */
	listsAll: boolean
	onOpen: (change: ChangeView) => void
}

/** The newest changes, one line each; each leads back to its pair. */
export function RecentChanges({ listsAll, onOpen }: RecentChangesProps) {
	const { data: changes, error, refetch } = useRecentChanges()
	return (
		<Card aria-labelledby="recent-changes" className="overflow-hidden">
			<h2 id="recent-changes" className="px-5 py-3.5 font-semibold max-sm:px-4">
				Recent changes
			</h2>
			{error ? (
				<div
					role="alert"
					className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 text-note text-bad"
				>
					<p>{error.message}</p>
					<Button size="small" onClick={() => void refetch()}>
						Retry
					</Button>
				</div>
			) : null}
			{changes?.length === 0 ? (
				<p className="border-t border-line px-5 py-6 text-ink-2">
					{listsAll
						? 'No change yet. Whatever is applied here will be listed, newest first.'
						: 'No change of yours. What others changed is not listed for your role.'}
				</p>
			) : null}
			{changes === undefined && !error ? <Loading /> : null}
			{changes && changes.length > 0 ? (
				<table className="w-full table-fixed border-collapse text-left max-sm:block">
					<caption className="sr-only">Recent changes, newest first</caption>
					<thead className="max-sm:sr-only">
						<tr>
							{columns.map((column) => (
								<th
									key={column}
									scope="col"
									className={`border-t border-line px-3 py-[9px] text-[0.75rem] font-semibold text-ink-3 first:pl-5 last:pr-5 ${widths[column] ?? ''}`}
								>
									{column}
								</th>
							))}
						</tr>
					</thead>
					<tbody className="max-sm:block">
						{changes.map((change) => (
							<RecentRow key={change.id} change={change} onOpen={onOpen} />
						))}
					</tbody>
				</table>
			) : null}
		</Card>
	)
}

const widths: Record<string, string> = { When: 'w-[14.5rem]', Change: 'w-[11rem]', Outcome: 'w-[12.5rem]' }

function Loading() {
	return (
		<div>
			<span className="sr-only">Reading the recent changes…</span>
			{[0, 1, 2].map((row) => (
				<div key={row} className="border-t border-line px-5 py-[11.5px]">
					<Skeleton className="h-[18px] w-full max-w-[52rem]" />
				</div>
			))}
		</div>
	)
}
