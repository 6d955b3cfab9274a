import { createRequire } from 'node:module'
import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fedQuery } from './fed-query.ts'
import { createQueryClient } from './query-client.ts'

// The same without its hooks: those need a React with state, which there is none of under the server's condition.
vi.mock('@tanstack/react-query', async () => {
	const { resolve: find } = createRequire(import.meta.url)
	const core = await import(createRequire(find('@tanstack/react-query')).resolve('@tanstack/query-core'))
	return { ...core, queryOptions: (options: unknown) => options }
})

const query = fedQuery<{ count: number }>(['changes', 'unknown'], '/api/changes/unknown')
const read = vi.fn(async () => Response.json({ count: 2 }))

beforeEach(() => vi.stubGlobal('fetch', read))
afterEach(() => {
	vi.unstubAllGlobals()
	read.mockClear()
})

it('asks for nothing until it was fed, however many show it', async () => {
	const client = createQueryClient()
	const leave = [1, 2].map(() => new QueryObserver(client, query).subscribe(() => {}))
	await client.invalidateQueries({ queryKey: ['changes'] })
	expect(read).not.toHaveBeenCalled()
	for (const end of leave) end()
})

it('shows what it was fed, and reads for itself once an action made that stale', async () => {
	const client = createQueryClient()
	const observer = new QueryObserver(client, query)
	const leave = observer.subscribe(() => {})
	client.setQueryData(query.queryKey, { count: 1 })
	expect(observer.getCurrentResult().data).toEqual({ count: 1 })
	expect(read).not.toHaveBeenCalled()
	await client.invalidateQueries({ queryKey: ['changes'] })
	expect(read).toHaveBeenCalledTimes(1)
	expect(observer.getCurrentResult().data).toEqual({ count: 2 })
	leave()
})
