import { runTextRoute } from '#lib/action.ts'
import { readKeyList } from '#lib/audit/checkpoint-texts.ts'
import { operatorHeaders } from '#lib/auth/operator.ts'

export const GET = (request: Request) =>
	runTextRoute('checkpoint.keys', () => readKeyList(operatorHeaders(request)))
