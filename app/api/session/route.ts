import { runRoute } from '#lib/action.ts'
import { viewSession } from '#lib/auth/view-session.ts'

export const GET = () => runRoute('session.read', viewSession)
