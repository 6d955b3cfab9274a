import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { viewDecision } from '#lib/requests/view-decision.ts'
import { runRoute } from '#lib/route.ts'

type Context = { params: Promise<{ requestId: string }> }

export const GET = (_request: NextRequest, { params }: Context) =>
	runRoute('request.view_pair', async () => {
		const { requestId } = await params
		return viewDecision(await requireActor({ poll: true }), { requestId: Number(requestId) })
	})
