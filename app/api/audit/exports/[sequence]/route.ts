import type { NextRequest } from 'next/server'
import { openExport } from '#lib/audit/open-export.ts'
import { requireActor } from '#lib/auth/session.ts'
import { runDownload } from '#lib/download.ts'

type Context = { params: Promise<{ sequence: string }> }

export const GET = (_request: NextRequest, { params }: Context) =>
	runDownload('audit.export', async () => openExport(await requireActor(), await params))
