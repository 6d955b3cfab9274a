import { notFound, redirect } from 'next/navigation'
import { deskHref, requestIdOf } from '#components/requests/desk-address.ts'
import { requirePageActor } from '#lib/auth/session.ts'

/** The short address of a request leads to it at the desk. */
export default async function RequestPage({ params }: { params: Promise<{ requestId: string }> }) {
	const { requestId } = await params
	const number = requestIdOf(requestId)
	await requirePageActor(`/requests/${encodeURIComponent(requestId)}`)
	if (number === null) notFound()
	redirect(deskHref({ request: String(number) }))
}
