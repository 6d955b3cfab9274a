import type { NextRequest } from 'next/server'
import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { searchGroups } from '#lib/directory/search-groups.ts'

export const GET = (request: NextRequest) =>
	runRoute('groups.search', async () =>
		searchGroups(await requireActor(), request.nextUrl.searchParams.get('q') ?? ''),
	)
