import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { ReadError } from './get-json.ts'
import { endNeed } from './heed.ts'
import { createQueryClient } from './query-client.ts'

// The same without its hooks: those need a React with state, which there is none of under the server's condition.
vi.mock('@tanstack/react-query', () => {
	const { resolve: find } = createRequire(import.meta.url)
	return import(createRequire(find('@tanstack/react-query')).resolve('@tanstack/query-core'))
})

it('once a read finds nobody signed in, nothing is read by itself until somebody is', async () => {
	const client = createQueryClient()
	const read = vi.fn(async () => 1)
	const observer = new QueryObserver(client, { queryKey: ['counts'], queryFn: read })
	const leave = observer.subscribe(() => {})
	await client.refetchQueries()
	expect(read).toHaveBeenCalled()
	read.mockRejectedValueOnce(new ReadError('not_signed_in', 'Your session has ended.'))
	await client.refetchQueries()
	read.mockClear()
	await client.refetchQueries()
	expect(read).not.toHaveBeenCalled()
	endNeed()
	await client.invalidateQueries()
	expect(read).toHaveBeenCalledOnce()
	leave()
})

const root = resolve(import.meta.dirname, '..', '..')

it('whatever is read over and over stops for who is signed out, but for the look whether they are', () => {
	const careless = globSync(['components/**/*.{ts,tsx}'], { cwd: root })
		.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
		.filter(({ text }) => /refetchInterval: (?!false)/.test(text))
		.filter(({ text }) =>
			[...text.matchAll(/\tenabled: (.*)/g)].some(([, when]) => !when?.includes('isSignedOut()')),
		)
	expect(careless.map(({ file }) => file)).toEqual(['components/session/use-session.ts'])
})
