import Link from 'next/link'
import { Note } from '#components/ui/note.tsx'

/** Why the record is not shown: the address asks for something that there cannot be. */
export function AuditProblem({ problem }: { problem: string }) {
	return (
		<Note tone="bad" role="alert">
			The address of this page holds a filter that cannot be used, so nothing is shown. {problem}{' '}
			<Link prefetch={false} href="/audit" className="font-semibold underline">
				Clear filter
			</Link>
		</Note>
	)
}
