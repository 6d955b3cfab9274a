import { beforeEach, describe, expect, it, vi } from 'vitest'
import { runAction, runDownload, runRoute } from './action.ts'
import { AppError } from './errors.ts'
import { log } from './log.ts'
import { meters } from './metrics.ts'

// Next's own module needs the browser's React, and outside of Next there is nothing to throw again.
vi.mock('next/navigation', () => ({ unstable_rethrow: () => {} }))

const failed = vi.spyOn(log(), 'error').mockReturnValue()

async function* pieces(last: () => string) {
	yield 'one\n'
	yield last()
}

const open = (last: () => string) => async () => ({
	fileName: 'record.ndjson',
	contentType: 'application/x-ndjson',
	chunks: pieces(last),
})

beforeEach(() => failed.mockClear())

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
