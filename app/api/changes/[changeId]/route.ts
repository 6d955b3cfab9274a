import type { NextRequest } from 'next/server'
import { requireActor } from '#lib/auth/session.ts'
import { readChange } from '#lib/changes/list.ts'
import { runRoute } from '#lib/route.ts'

type Context = { params: Promise<{ changeId: string }> }

export const GET = (_request: NextRequest, { params }: Context) =>
	runRoute('change.read', async () => readChange(await requireActor({ poll: true }), await params))
