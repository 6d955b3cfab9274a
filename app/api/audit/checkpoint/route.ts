import { readCheckpointNote } from '#lib/audit/checkpoint-texts.ts'
import { operatorHeaders } from '#lib/auth/operator.ts'
import { runTextRoute } from '#lib/route.ts'

export const GET = (request: Request) =>
	runTextRoute('checkpoint.read', () => readCheckpointNote(operatorHeaders(request)))
