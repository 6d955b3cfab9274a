import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { searchGroups } from '#lib/directory/search-groups.ts'
import { runRoute } from '#lib/route.ts'

export const GET = (request: NextRequest) =>
	runRoute('groups.search', async () =>
		searchGroups(await requireActor(), request.nextUrl.searchParams.get('q') ?? ''),
	)
