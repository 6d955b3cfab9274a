import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runAction } from './action.ts'
import { runDownload } from './download.ts'
import { AppError } from './errors.ts'
import { log } from './log.ts'
import { meters } from './metrics.ts'
import { PodError } from './pod/pod-error.ts'
import { runRoute } from './route.ts'

// Next's own module needs the browser's React, and outside of Next there is nothing to throw again.
vi.mock('next/navigation', () => ({ unstable_rethrow: () => {} }))

const sent = vi.hoisted(() => ({ headers: null as Headers | null }))
vi.mock('next/headers', () => ({
	headers: async () => sent.headers ?? Promise.reject(new Error('outside a server')),
}))

const failed = vi.spyOn(log(), 'error').mockReturnValue()
const told = vi.spyOn(log(), 'info').mockReturnValue()

async function* pieces(last: () => string) {
	yield 'one\n'
	yield last()
}

const open = (last: () => string) => async () => ({
	fileName: 'record.ndjson',
	contentType: 'application/x-ndjson',
	chunks: pieces(last),
})

beforeEach(() => {
	failed.mockClear()
	told.mockClear()
})

describe('a download', () => {
	it('gives its pieces in order, untouched on their way, and logs no failure', async () => {
		const response = await runDownload(
			'test',
			open(() => 'two\n'),
		)
		expect(await response.text()).toBe('one\ntwo\n')
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-disposition': 'attachment; filename="record.ndjson"',
			'cache-control': 'private, no-store, no-transform',
		})
		expect(failed).not.toHaveBeenCalled()
	})

	it('that fails on its way is cut off, and says nothing of the cause', async () => {
		const response = await runDownload(
			'test',
			open(() => {
				throw new Error('the secret cause')
			}),
		)
		await expect(response.text()).rejects.toThrow(/^Something went wrong in the console/)
		expect(failed).toHaveBeenCalledOnce()
	})

	it('that nobody takes any more is over, and no failure', async () => {
		const asked = Promise.withResolvers<void>()
		const read = Promise.withResolvers<string>()
		const isClosed = vi.fn()
		async function* slow() {
			try {
				asked.resolve()
				yield await read.promise
			} finally {
				isClosed()
			}
		}
		const response = await runDownload('test', async () => ({ ...(await open(() => '')()), chunks: slow() }))
		const reader = response.body?.getReader()
		const taken = reader?.read()
		await asked.promise
		const left = reader?.cancel()
		read.resolve('too late')
		await Promise.all([taken, left])
		await vi.waitFor(() => expect(isClosed).toHaveBeenCalledOnce())
		expect(failed).not.toHaveBeenCalled()
	})

	it('that cannot be opened is refused with a sentence and a fitting status', async () => {
		const response = await runDownload('test', () => {
			throw new AppError('not_found', 'There is no such export of yours.')
		})
		expect(response.status).toBe(404)
		expect(await response.json()).toMatchObject({
			code: 'not_found',
			message: 'There is no such export of yours.',
		})
	})
})

describe('what was asked of the console', () => {
	it('has one line of the log each, with how it ended and why', async () => {
		const cause = new Error('the pod is away')
		const refusal = new AppError('pod_unreachable', 'Ask Jo Fenwick.', { cause })
		await runRoute('read', async () => ({}))
		await runRoute('read', () => Promise.reject(refusal))
		const call = new PodError('unreachable', 'The pod could not be reached.')
		await runRoute('read', () => Promise.reject(call))
		await runAction('act', () => Promise.reject(new AppError('conflict', 'Jo Fenwick was first.')))
		await runAction('act', () =>
			Promise.reject(Object.assign(new Error('x'), { digest: 'NEXT_REDIRECT;/x' })),
		)
		const ms = expect.any(Number)
		expect(told.mock.calls).toEqual([
			[{ kind: 'route', verb: 'read', outcome: 'ok', ms }, 'performed'],
			[{ kind: 'route', verb: 'read', outcome: 'pod_unreachable', ms, err: cause }, 'refused'],
			[{ kind: 'route', verb: 'read', outcome: call.code, ms, err: call }, 'refused'],
			[{ kind: 'action', verb: 'act', outcome: 'conflict', ms }, 'refused'],
			[{ kind: 'action', verb: 'act', outcome: 'redirected', ms }, 'performed'],
		])
		await runAction('act', () => Promise.reject(cause))
		expect(failed.mock.calls).toEqual([
			[{ kind: 'action', verb: 'act', outcome: 'internal', ms, err: cause }, 'failed'],
		])
	})

	it('is counted by verb and outcome, without a word of what was said', async () => {
		const throwing = (error: unknown) => async () => {
			throw error
		}
		await runAction('test.act', async () => 'done')
		await runAction('test.act', throwing(new AppError('forbidden', 'Not you, Jo.')))
		await runAction('test.act', throwing(new Error('the secret cause')))
		await runAction('test.act', throwing(Object.assign(new Error('x'), { digest: 'NEXT_REDIRECT;/x' })))
		await runRoute('test.read', async () => ({}))
		const { values } = await meters().verbs.get()
		const counts = values.filter(
			({ metricName, labels }) => metricName?.endsWith('_count') && `${labels.verb}`.startsWith('test.'),
		)
		expect(counts.map(({ labels, value }) => [...Object.values(labels), value])).toEqual([
			['action', 'test.act', 'ok', 1],
			['action', 'test.act', 'forbidden', 1],
			['action', 'test.act', 'internal', 1],
			['action', 'test.act', 'redirected', 1],
			['route', 'test.read', 'ok', 1],
		])
	})
})

describe('an action', () => {
	afterEach(() => {
		sent.headers = null
	})

	it.each([
		['no origin', { host: '127.0.0.1:3000' }],
		['the origin “null”', { host: '127.0.0.1:3000', origin: 'null' }],
		['another origin', { host: '127.0.0.1:3000', origin: 'http://evil.example' }],
		['a name pointed at this machine', { host: 'evil.example', origin: 'http://evil.example' }],
	])('does nothing for a request with %s, also where no proxy.ts stands before it', async (_, headers) => {
		sent.headers = new Headers(headers)
		const work = vi.fn(async () => 'done')
		expect(await runAction('test', work)).toMatchObject({ ok: false, code: 'forbidden' })
		expect(work).not.toHaveBeenCalled()
	})

	it('is performed for a page of the console', async () => {
		sent.headers = new Headers({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' })
		expect(await runAction('test', async () => 'done')).toEqual({ ok: true, data: 'done' })
	})
})

describe('a route', () => {
	it('tells a database that is away as such, with a status to come back for', async () => {
		const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
		const answer = await runRoute('changes.list', () => Promise.reject(away))
		expect(answer.status).toBe(503)
		expect(await answer.json()).toMatchObject({ code: 'database_unavailable' })
	})
})
