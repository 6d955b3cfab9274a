import { expect, it } from 'vitest'
import { projectRoot } from '../launch/project-root.ts'
import { judgeAnswer } from './judge.ts'

const judge = (status: number, body: string) =>
	judgeAnswer({ status, body, whole: body, headers: {} }) !== null

it.each([
	[200, 'x\n    at readRow (file.js:1:2)'],
	[400, `no such file ${projectRoot}/x`],
	[400, '{"message":"Failed query: select 1"}'],
	[200, '{"message":"duplicate key value violates unique constraint \\"x\\""}'],
	[400, 'TypeError: x is not a function'],
	[200, '{"code":"internal","message":"Something went wrong"}'],
	[500, 'Internal Server Error'],
	[503, '{"code":"database_unavailable"}'],
])('finds what no answer may be: %i %s', (status, body) => {
	expect(judge(status, body)).toBe(true)
})

it.each([
	[400, '{"code":"invalid_input","message":"Choose a group."}'],
	[401, '{"code":"not_signed_in"}'],
	[404, ''],
	[503, '{"code":"pod_refused","message":"The pod refused this."}'],
])('lets be what an answer may be: %i %s', (status, body) => {
	expect(judge(status, body)).toBe(false)
})
