import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import { Note } from '#components/ui/note.tsx'
import { peopleHref } from '#lib/people/rules.ts'

/** Said where nobody fits the filter, with the next thing to try. */
export function NobodyFound() {
	return (
		<Card className="px-5 py-8 text-center text-ink-2">
			<h2 className="text-lead font-semibold text-ink">Nobody found</h2>
			<p className="mt-1">
				Only people who have signed in before are listed.{' '}
				<Link prefetch={false} href={peopleHref({})} className="font-semibold text-accent hover:underline">
					Show everyone
				</Link>
			</p>
		</Card>
	)
}

/** Why nobody is shown: the address asks for something that there cannot be. */
export function PeopleProblem({ problem }: { problem: string }) {
	return (
		<Note tone="bad" role="alert">
			The address of this page holds a filter that cannot be used, so nobody is shown. {problem}{' '}
			<Link prefetch={false} href={peopleHref({})} className="font-semibold underline">
				Clear filter
			</Link>
		</Note>
	)
}
