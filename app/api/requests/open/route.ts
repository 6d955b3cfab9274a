import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { listOpenOfPair } from '#lib/requests/open-of-pair.ts'
import { runRoute } from '#lib/route.ts'

export const GET = (request: NextRequest) =>
	runRoute('requests.open_of_pair', async () => {
		const { searchParams } = request.nextUrl
		const pair = { groupId: searchParams.get('group'), userId: searchParams.get('user') }
		return listOpenOfPair(await requireActor({ poll: true }), pair)
	})
