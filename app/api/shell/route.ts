import { requireActor } from '#lib/auth/session.ts'
import { runRoute } from '#lib/route.ts'
import { readShell } from '#lib/shell/read-shell.ts'

export const GET = () => runRoute('shell.read', async () => readShell(await requireActor({ poll: true })))
