import type { NextRequest } from 'next/server'
import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listRequests } from '#lib/requests/list.ts'

export const GET = (request: NextRequest) =>
	runRoute('requests.list', async () =>
		listRequests(await requireActor({ poll: true }), Object.fromEntries(request.nextUrl.searchParams)),
	)
