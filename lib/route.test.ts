import { expect, it } from 'vitest'
import { runRoute } from './route.ts'

it('tells a database that is away as such, with a status to come back for', async () => {
	const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
	const answer = await runRoute('changes.list', () => Promise.reject(away))
	expect(answer.status).toBe(503)
	expect(await answer.json()).toMatchObject({ code: 'database_unavailable' })
})

it('tells nothing of what nobody foresaw', async () => {
	const answer = await runRoute('changes.list', () => Promise.reject(new Error('column "secret" is missing')))
	expect(answer.status).toBe(500)
	expect(await answer.text()).not.toContain('secret')
})
