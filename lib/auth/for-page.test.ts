import { notFound, redirect } from 'next/navigation'
import { expect, it, vi } from 'vitest'
import { pageFailureWords } from '#components/ui/page-failure-words.ts'
import { AppError } from '#lib/errors.ts'
import { forPage } from './for-page.ts'

// As in Next’s server, which takes this file where it makes pages.
vi.mock('next/navigation', () => import('next/dist/client/components/navigation.react-server.js'))

/** What a page’s work throws on; nothing but its digest reaches the browser. */
const thrownBy = (error: unknown) =>
	forPage(() => Promise.reject(error)).then(
		() => undefined,
		(thrown: Error & { digest?: string }) => thrown,
	)

const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

it.each([
	[new AppError('database_unavailable', 'The database does not answer.'), 'The database does not answer'],
	[new Error('Failed query', { cause: gone }), 'The database does not answer'],
	[new Error('Failed query'), 'This page could not be shown'],
	[new AppError('conflict', 'Somebody was first.'), 'This page could not be shown'],
])('a page that fails says what it was, and the id of its request to quote: %s', async (error, title) => {
	const words = pageFailureWords((await thrownBy(error))?.digest)
	expect(words).toMatchObject({ title, quote: expect.stringMatching(/^[0-9a-f]{8}$/) })
})

it('what Next leaves a page by stays what it is', async () => {
	for (const leave of [notFound, () => redirect('/assign')]) {
		let left: unknown
		try {
			leave()
		} catch (error) {
			left = error
		}
		const { digest } = left as { digest: string }
		expect((await thrownBy(left))?.digest).toBe(digest)
		expect(digest).toMatch(/^NEXT_/)
	}
})

it('quotes what Next made of an error that came from elsewhere', () => {
	expect(pageFailureWords('924390902').quote).toBe('924390902')
	expect(pageFailureWords(undefined).quote).toBeNull()
})
