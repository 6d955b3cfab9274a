import Link from 'next/link'
import { deskHref } from './desk-address.ts'

/** A request by its number; leads to it. */
export function LinkToRequest({ id }: { id: number }) {
	return (
		<Link
			prefetch={false}
			href={deskHref({ request: String(id) })}
			className="rounded-sm font-medium text-accent hover:underline"
		>
			Request {id}
		</Link>
	)
}
