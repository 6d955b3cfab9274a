import type { Metadata } from 'next'
import Link from 'next/link'
import {
	type DeskAddress,
	deskAddressIn,
	deskHref,
	queueTabOf,
	requestIdOf,
	shownTab,
} from '#components/requests/desk-address.ts'
import type { DeskStart } from '#components/requests/request-queries.ts'
import { RequestsDesk } from '#components/requests/requests-desk.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { forPage } from '#lib/auth/for-page.ts'
import { can, type Role } from '#lib/auth/permissions.ts'
import { type Actor, requirePageActor } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import { countRequests } from '#lib/requests/counts.ts'
import { listRequests } from '#lib/requests/list.ts'
import { readRequest } from '#lib/requests/read.ts'
import { readRequestSettings } from '#lib/requests/settings.ts'

interface RequestsPageProps {
	searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: RequestsPageProps): Promise<Metadata> {
	const { request } = addressOf(await searchParams)
	const requestId = request === null ? null : requestIdOf(request)
	return { title: requestId === null ? 'Requests' : `Request ${requestId}` }
}

export default async function RequestsPage({ searchParams }: RequestsPageProps) {
	const address = addressOf(await searchParams)
	const actor = await requirePageActor(deskHref(address))
	return (
		<>
			<PageHeader title="Requests" sentence={sentenceFor(actor.role)}>
				{can(actor.role, 'file_requests') ? (
					<Link
						prefetch={false}
						href="/requests/new"
						className="inline-flex min-h-[38px] items-center rounded-field bg-accent px-4 py-2 font-semibold whitespace-nowrap text-accent-ink hover:bg-accent-hover print:hidden"
					>
						New request
					</Link>
				) : null}
			</PageHeader>
			<RequestsDesk
				viewer={{ id: actor.id, role: actor.role }}
				settings={readRequestSettings()}
				start={await forPage(() => startOf(actor, address))}
			/>
		</>
	)
}

function sentenceFor(role: Role): string {
	if (can(role, 'decide_requests'))
		return 'Oldest due first. A decision counts when the pod has confirmed the change.'
	return can(role, 'read_whole_requests')
		? 'What was asked for, who decided it, and what the pod confirmed.'
		: 'What you asked for, and what became of it.'
}

/** Of a member that an address names more than once, the first counts. */
function addressOf(asked: Awaited<RequestsPageProps['searchParams']>): DeskAddress {
	const params = new URLSearchParams()
	for (const [key, value] of Object.entries(asked)) {
		const first = Array.isArray(value) ? value[0] : value
		if (first !== undefined) params.set(key, first)
	}
	return deskAddressIn(params)
}

/** What the desk begins with. What cannot be read now, it reads again itself, and says why where that fails too. */
async function startOf(actor: Actor, address: DeskAddress): Promise<DeskStart> {
	const tab = shownTab(actor.role, address.tab)
	const { kind, group, user } = address
	const requestId = address.request === null ? null : requestIdOf(address.request)
	const filter = { kind: kind ?? undefined, group: group ?? undefined, user: user ?? undefined }
	const queueTab = queueTabOf(tab)
	const [counts, page, request] = await Promise.all([
		unlessRefused(() => countRequests(actor)),
		queueTab === null ? null : unlessRefused(() => listRequests(actor, { tab: queueTab, ...filter })),
		requestId === null ? null : unlessRefused(() => readRequest(actor, { requestId })),
	])
	const list = page && queueTab ? { tab: queueTab, filter: { kind, group, user }, page } : null
	return { nowMs: Date.now(), counts, list, request }
}

async function unlessRefused<T>(read: () => Promise<T>): Promise<T | null> {
	try {
		return await read()
	} catch (error) {
		if (error instanceof AppError) return null
		throw error
	}
}
