import Link from 'next/link'
import type { ReactNode } from 'react'
import { OpenChangeNote } from '#components/assign/open-change-note.tsx'
import { PairState } from '#components/assign/pair-state.tsx'
import { pairHref } from '#components/assign/use-chosen-pair.ts'
import { usePair } from '#components/assign/use-pair.ts'
import { Card } from '#components/ui/card.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import { auditHref } from '#lib/audit/rules.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

interface PairFactsProps {
	pair: { groupId: string; userId: string }
	/** Newest first; they may name whom the pod does not. */
	changes: ChangeView[]
}

const linkLook = 'rounded-sm font-medium text-accent hover:underline'

/** Whom the history is about, the present state by the pod, and the ways on from there. */
export function PairFacts({ pair, changes }: PairFactsProps) {
	const query = usePair(pair)
	const { groupId, userId } = pair
	const groupName = changes.find((change) => change.groupName)?.groupName ?? query.data?.group?.name
	const userName = changes.find((change) => change.userName)?.userName ?? query.data?.user?.name
	return (
		<Card aria-label="Assignment" className="grid gap-3 px-5 py-4">
			<dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
				<Fact term="User">
					<Name name={userName} />
					<IdText id={userId} what="user ID" />
				</Fact>
				<Fact term="Group">
					<Name name={groupName} />
					<IdText id={groupId} what="group ID" />
				</Fact>
			</dl>
			<OpenChangeNote openChange={query.data?.openChange ?? null} />
			<div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line pt-3">
				<div className="text-small text-ink-3">
					<PairState query={query} active={null} isChosen />
				</div>
				<p className="flex flex-wrap gap-x-4 gap-y-1 text-note print:hidden">
					<a href={pairHref(pair)} className={linkLook}>
						Open on Assign
					</a>
					<Link
						prefetch={false}
						href={auditHref({ group: groupId, user: userId, range: 'all' })}
						className={linkLook}
					>
						All entries in the audit
					</Link>
				</p>
			</div>
		</Card>
	)
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
	return (
		<div className="min-w-0">
			<dt className="text-small text-ink-3">{term}</dt>
			<dd>{children}</dd>
		</div>
	)
}

function Name({ name }: { name: string | null | undefined }) {
	if (!name) return null
	return <bdi className="block font-semibold [overflow-wrap:anywhere]">{name}</bdi>
}
