import Link from 'next/link'
import { auditHref, whoElse } from '#lib/audit/rules.ts'
import type { EntryLine } from '#lib/audit/schemas.ts'

// Tall enough to be hit: WCAG 2.2, 2.5.8.
const look = 'rounded-sm py-1 hover:text-accent hover:underline'

/** Who acted; leads to all that the record holds of them. */
export function PersonLink({ entry }: { entry: Pick<EntryLine, 'action' | 'by' | 'requestId'> }) {
	const person = entry.by
	if (!person) {
		const who = whoElse(entry)
		return (
			<span title={who} className="text-ink-2">
				{who}
			</span>
		)
	}
	return (
		<Link prefetch={false} href={auditHref({ person: person.id, range: 'all' })} className={look}>
			<bdi title={`All that the record holds of ${person.name}`}>{person.name}</bdi>
		</Link>
	)
}

interface SubjectLinkProps {
	kind: 'group' | 'user'
	id: string | null
	name: string | null
}

/** A group or a user, by name where one is kept; leads to all that the record holds of it. */
export function SubjectLink({ kind, id, name }: SubjectLinkProps) {
	if (id === null) return null
	return (
		<Link prefetch={false} href={auditHref({ [kind]: id, range: 'all' })} className={look}>
			{name === null ? (
				<span className="id-text" title={`History of this ${kind}`}>
					{id}
				</span>
			) : (
				<bdi title={`${name} · ${id}`}>{name}</bdi>
			)}
		</Link>
	)
}
