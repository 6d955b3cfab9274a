import Link from 'next/link'

/** A request by its number; leads to it. */
export function LinkToRequest({ id }: { id: number }) {
	return (
		<Link
			prefetch={false}
			href={`/requests/${id}`}
			className="rounded-sm font-medium text-accent hover:underline"
		>
			Request {id}
		</Link>
	)
}
