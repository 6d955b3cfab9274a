import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { log } from './log.ts'
import { leaveToGate } from './log-pages.ts'
import { meters } from './metrics.ts'
import { requestIdHeader } from './request-id.ts'
import { watchRequests } from './watch-requests.ts'

const routes = ['/', '/assign', '/audit/[sequence]', '/audit/pair', '/api/auth/[...nextauth]']
const told = vi.spyOn(log(), 'info').mockReturnValue()

watchRequests(routes)
watchRequests(routes)

/** A server of Node's own; gives its address. */
async function serve(answer: RequestListener): Promise<string> {
	const server = createServer(answer).listen(0, '127.0.0.1')
	onTestFinished(() => void server.close())
	await new Promise((resolve) => server.once('listening', resolve))
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('every request to the process is counted by method, route and how it ended', async () => {
	const url = await serve((incoming, outgoing) => {
		if (incoming.url === '/audit/7') return incoming.destroy()
		outgoing.statusCode = incoming.method === 'POST' ? 403 : 200
		outgoing.end('x')
	})

	await fetch(`${url}/assign?group=65d3c3fe`)
	await fetch(`${url}/assign`)
	await fetch(`${url}/assign`, { method: 'POST', body: 'x' })
	await fetch(`${url}/nothing/here`, { method: 'DELETE' })
	await expect(fetch(`${url}/audit/7`)).rejects.toThrow()

	const counts = async () => {
		const { values } = await meters().httpRequests.get()
		const whole = values.filter(({ metricName }) => metricName?.endsWith('_count'))
		return whole.map(({ labels, value }) => [labels.method, labels.route, labels.status, value])
	}
	await vi.waitFor(async () => {
		expect(await counts()).toEqual([
			['GET', '/assign', '2xx', 2],
			['POST', '/assign', '4xx', 1],
			['other', 'other', '2xx', 1],
			['GET', '/audit/[sequence]', 'aborted', 1],
		])
	})
})

it('a page is told by its route, and nothing of an address is, whatever it is answered', async () => {
	let status = 200
	const url = await serve((_, outgoing) => {
		outgoing.statusCode = status
		outgoing.end()
	})
	const ask = async (path: string, answered: number) => {
		status = answered
		told.mockClear()
		await fetch(url + path, { redirect: 'manual' })
		await vi.waitFor(() => expect(told).toHaveBeenCalledOnce())
		const [[line]] = told.mock.calls as unknown as [[Record<string, unknown>]]
		expect(JSON.stringify(line)).not.toMatch(/jane|acme/)
		expect(line.requestId).toMatch(/^[0-9a-f]{8}$/)
		return [line.kind, line.path, line.status]
	}
	expect(await ask('/assign?user=jane.doe', 200)).toEqual(['page', '/assign', 200])
	for (const answered of [200, 307, 403, 404, 429, 500]) {
		expect(await ask('/jane.doe@acme.com', answered)).toEqual(['page', null, answered])
		expect(await ask('/audit/jane.doe@acme.com', answered)).toEqual(['page', '/audit/[sequence]', answered])
	}
})

it('a page that the gate refused has the gate’s line alone', async () => {
	told.mockClear()
	const url = await serve(({ url: asked, headers }, outgoing) => {
		if (asked === '/assign') leaveToGate(String(headers[requestIdHeader]))
		outgoing.end()
	})
	await fetch(`${url}/assign`)
	await fetch(`${url}/audit/7`)
	await vi.waitFor(() => expect(told).toHaveBeenCalled())
	expect(told.mock.calls).toMatchObject([[{ path: '/audit/[sequence]' }, 'performed']])
})
