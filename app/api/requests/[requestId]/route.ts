import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { readRequest } from '#lib/requests/read.ts'
import { runRoute } from '#lib/route.ts'

type Context = { params: Promise<{ requestId: string }> }

export const GET = (_request: NextRequest, { params }: Context) =>
	runRoute('request.read', async () => {
		const { requestId } = await params
		return readRequest(await requireActor({ poll: true }), { requestId: Number(requestId) })
	})
