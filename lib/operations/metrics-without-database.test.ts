import { expect, it, vi } from 'vitest'
import { log } from '#lib/log.ts'
import { meters } from '#lib/metrics.ts'
import { readMetrics } from './metrics.ts'

it('a database that is away is told, and takes nothing of what the process counts by itself', async () => {
	vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/nothing')
	vi.spyOn(log(), 'warn').mockReturnValue()
	meters().verbs.observe({ kind: 'action', verb: 'test.act', outcome: 'ok' }, 0.01)
	const text = await readMetrics({ authorization: null, forwardedFor: '127.0.0.1', host: 'localhost' })
	const samples = text.split('\n').filter((line) => line.startsWith('scopekeeper_'))
	expect(samples).toContain('scopekeeper_database_up 0')
	expect(samples).toContain(
		'scopekeeper_verb_duration_seconds_count{kind="action",verb="test.act",outcome="ok"} 1',
	)
	expect(
		samples.filter((line) => /^scopekeeper_(record|checkpoint|verification|changes|ends)_/.test(line)),
	).toEqual([])
})
