import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { viewPair } from '#lib/changes/view-pair.ts'
import { runRoute } from '#lib/route.ts'

export const GET = (request: NextRequest) =>
	runRoute('pair.view', async () => {
		const { searchParams } = request.nextUrl
		const pair = { groupId: searchParams.get('group'), userId: searchParams.get('user') }
		return viewPair(await requireActor({ poll: true }), pair)
	})
