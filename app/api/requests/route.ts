import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { listRequests } from '#lib/requests/list.ts'
import { runRoute } from '#lib/route.ts'

export const GET = (request: NextRequest) =>
	runRoute('requests.list', async () =>
		listRequests(await requireActor({ poll: true }), Object.fromEntries(request.nextUrl.searchParams)),
	)
