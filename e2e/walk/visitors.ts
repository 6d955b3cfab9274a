import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import type { Role } from '#lib/auth/permissions.ts'
import type { RunningConsole } from '../fixtures/console.ts'
import { visitorAs } from '../fixtures/requests.ts'
import { rowsOf } from './seeds.ts'

/** Whoever knocks: the cookie that they send. */
export interface Knocker {
	name: string
	cookie: string
}

/** Everyone who has no session, or none any more; `no session` first. */
export async function strangers(console: RunningConsole, dataDir: string): Promise<Knocker[]> {
	const [jo, disabled, idle, old, gone] = await Promise.all(
		['jo.fenwick', 'dana.whitlock', 'lena.brandt', 'tomas.vidal', 'marcus.webb'].map(async (person) => {
			const visitor = await visitorAs(console, person)
			return visitor.sessionCookie
		}),
	)
	if (!jo || !disabled || !idle || !old || !gone) throw new Error('somebody could not sign in')
	const person = (subject: string) => `(select id from users where subject = '${subject}')`
	await rowsOf(console, `update users set disabled_at = now() where subject = 'dana.whitlock'`)
	for (const [moment, age, subject] of [
		['last_seen_at', '31 minutes', 'lena.brandt'],
		['created_at', '13 hours', 'tomas.vidal'],
	])
		await rowsOf(
			console,
			`update sessions set ${moment} = now() - interval '${age}' where user_id = ${person(subject ?? '')}`,
		)
	await rowsOf(console, `update sessions set ended_at = now() where user_id = ${person('marcus.webb')}`)
	const [row] = await rowsOf<{ id: string }>(
		console,
		`select id from sessions where user_id = ${person('jo.fenwick')} limit 1`,
	)
	const secret = readFileSync(join(dataDir, 'auth-secret'), 'utf8').trim()
	const sealed = (sessionId: string, by: string) => encode({ token: { sessionId }, secret: by })
	const cookie = (name: string, value: string) => ({ name, cookie: `${jo.name}=${value}` })
	return [
		{ name: 'no session', cookie: '' },
		cookie('a disabled person', disabled.value),
		cookie('a session that was idle too long', idle.value),
		cookie('a session that is too old', old.value),
		cookie('a session that was ended', gone.value),
		cookie('a cookie of garbage', '%00%ff'),
		cookie('a cookie that was altered', `${jo.value.slice(0, -4)}AAAA`),
		cookie('a cookie under another secret', await sealed('x', 'a secret of somebody else, long enough')),
		cookie('a cookie of no session', await sealed('x', secret)),
		cookie('a cookie made from the table', await sealed(row?.id ?? '', secret)),
	]
}

/** One person of each role, signed in. */
export async function signedIn(console: RunningConsole): Promise<(Knocker & { role: Role })[]> {
	const people = {
		officer: 'jo.fenwick',
		administrator: 'noor.haddad',
		support: 'priya.nair',
		auditor: 'ingrid.solheim',
	} as const satisfies Record<Role, string>
	return Promise.all(
		Object.entries(people).map(async ([role, person]) => {
			const { name, value } = (await visitorAs(console, person)).sessionCookie
			// The keys are the roles: the object above is held to that.
			return { name: person, role: role as Role, cookie: `${name}=${value}` }
		}),
	)
}
