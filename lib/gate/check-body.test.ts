import { describe, expect, it } from 'vitest'
import { refuseBody } from './check-body.ts'

const action = { 'next-action': '0'.repeat(42) }

/** The status of the refusal, `null` where the body is let on. */
async function refused(
	type: string,
	body: string | Uint8Array<ArrayBuffer>,
	headers: Record<string, string> = action,
	path = '/assign',
) {
	const sent = { ...headers, 'content-type': type }
	const request = new Request(`http://localhost:3000${path}`, { method: 'POST', headers: sent, body })
	return (await refuseBody(request))?.status ?? null
}

describe('a call of an action as text', () => {
	it.each(['text/plain', 'text/plain;charset=UTF-8', 'text/plain; charset=utf-8'])(
		'is taken as %s',
		async (type) => {
			expect(await refused(type, '[{"ids":[]}]')).toBeNull()
		},
	)

	it.each(['text/plainfoo', 'text/plain, text/x', 'text/plain;charset=utf-16', 'text/x', ''])(
		'is refused as %o',
		async (type) => {
			expect(await refused(type, '[]')).toBe(415)
		},
	)

	it('has as many arguments as a list of a person’s hand, and no mark of its byte order', async () => {
		const list = (count: number) => JSON.stringify(Array.from({ length: count }, () => 0))
		expect(await refused('text/plain', list(20))).toBeNull()
		expect(await refused('text/plain', list(21))).toBe(400)
		expect(await refused('text/plain', list(20_001))).toBe(400)
		expect(await refused('text/plain', '\ufeff[]')).toBe(400)
	})
})

describe('a call of an action as a form', () => {
	const type = 'multipart/form-data; boundary=edge'
	const disposition = (name: string) => `Content-Disposition: form-data; name="${name}"`
	const form = (...parts: [headers: string, value: string][]) =>
		`${parts.map(([headers, value]) => `--edge\r\n${headers}\r\n\r\n${value}\r\n`).join('')}--edge--\r\n`
	const first = (value = '[]'): [string, string] => [disposition('0'), value]

	it('is taken as a browser sends it', async () => {
		expect(await refused(type, form(first()))).toBeNull()
		expect(
			await refused(type, form(first('["$K1"]'), [disposition('1_reason'), '“Ünï”\r\n--edg'])),
		).toBeNull()
		const data = new FormData()
		data.append('0', '[{"reason":"Ünï"}]')
		const sent = new Request('http://localhost:3000/assign', { method: 'POST', body: data, headers: action })
		expect(await refuseBody(sent)).toBeNull()
		expect(await refused(type, form([disposition(`$ACTION_ID_${'0'.repeat(42)}`), '']), {})).toBeNull()
	})

	it.each<[string, string]>([
		['nothing', ''],
		['no part', '--edge--\r\n'],
		['no end', form(first()).replace('--edge--', '')],
		['no first field', form([disposition('1'), '[]'])],
		['the first field twice', form(first(), first())],
		['a list of too many', form(first(JSON.stringify(Array.from({ length: 21 }, () => '$K1'))))],
		['a type of a part', form([`${disposition('0')}\r\nContent-Type: application/octet-stream`, '[]'])],
		['a set of characters', form([`${disposition('0')}\r\nContent-Type: text/plain;charset=ebcdic`, '[]'])],
		['an encoding', form([`${disposition('0')}\r\nContent-Transfer-Encoding: base64`, 'W10='])],
		['a file', form([`${disposition('0')}; filename="x"`, '[]'])],
		['a name in another notation', form([`Content-Disposition: form-data; name*=utf-8''0`, '[]'])],
		['a name with an escape', form([disposition('\\0'), '[]'], first())],
		['two names', form([`${disposition('1')}; name="0"`, '[]'], first())],
		['words before it', `x\r\n${form(first())}`],
		['words behind it', `${form(first())}x`],
	])('is refused with %s', async (_, body) => {
		expect(await refused(type, body)).toBe(400)
	})

	it.each([
		'multipart/form-data',
		'multipart/form-dataX; boundary=edge',
		'Multipart/Form-Data; boundary=edge',
		'multipart/form-data; boundary="edge"',
		'multipart/form-data; boundary=edge; charset=utf-16',
		'application/x-www-form-urlencoded',
	])('is refused as %s', async (type) => {
		expect(await refused(type, form(first()))).toBe(415)
	})
})

describe('a sign-in', () => {
	const post = (type: string, body: string) => refused(type, body, {}, '/api/auth/signin/oidc')

	it('is a form of short fields, and of no other type', async () => {
		expect(await post('application/x-www-form-urlencoded', 'json=true')).toBeNull()
		expect(await post('application/x-www-form-urlencoded;charset=UTF-8', 'callbackUrl=/assign')).toBeNull()
		expect(await post('application/x-www-form-urlencodedX', 'json=true')).toBe(400)
		expect(await post('application/json', '{}')).toBe(400)
		expect(await post('application/x-www-form-urlencoded', 'callbackUrl=https://%5B')).toBe(400)
	})
})
