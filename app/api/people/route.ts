import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { searchPeople } from '#lib/directory/search-people.ts'
import { runRoute } from '#lib/route.ts'

export const GET = (request: NextRequest) =>
	runRoute('people.search', async () => {
		const { searchParams } = request.nextUrl
		return searchPeople(await requireActor(), {
			query: searchParams.get('q') ?? '',
			groupId: searchParams.get('group'),
		})
	})
