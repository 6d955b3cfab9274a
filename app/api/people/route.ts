import type { NextRequest } from 'next/server'
import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { searchPeople } from '#lib/directory/search-people.ts'

export const GET = (request: NextRequest) =>
	runRoute('people.search', async () => {
		const { searchParams } = request.nextUrl
		return searchPeople(await requireActor(), {
			query: searchParams.get('q') ?? '',
			groupId: searchParams.get('group'),
		})
	})
