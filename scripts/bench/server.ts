import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { Visitor } from '../../e2e/fixtures/visitor.ts'
import { figure, heading } from './figures.ts'

const changes = 1000

/** What `/assign` makes a browser load, and what the server keeps in memory after a thousand changes. */
export async function benchServer(console: RunningConsole): Promise<void> {
	const visitor = new Visitor(console.url)
	await visitor.signIn('jo.fenwick')
	heading('JavaScript that /assign loads')
	figure('all scripts, gzip', `${Math.round((await scriptBytes(visitor)) / 1000)} kB`, '≤ 195 kB')

	heading(`Memory of the server`)
	figure('before', residentMemory(console))
	for (let turn = 0; turn < changes; turn++) await changeOnce(visitor, turn % 2 === 0)
	figure(`after ${changes.toLocaleString('en')} changes`, residentMemory(console), '≤ 300 MB')
}

async function scriptBytes(visitor: Visitor): Promise<number> {
	const html = await (await visitor.fetch('/assign')).text()
	const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)]
	// A browser that knows modules leaves `nomodule` scripts alone.
	const sources = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, source]) => source ?? ''))
	let bytes = 0
	for (const source of sources) {
		const script = await (await visitor.fetch(source)).arrayBuffer()
		bytes += gzipSync(new Uint8Array(script)).length
	}
	return bytes
}

async function changeOnce(visitor: Visitor, active: boolean): Promise<void> {
	const answer = await visitor.act('applyChangeAction', {
		operationId: randomUUID(),
		groupId: landmarkGroups.equitiesLondon.id,
		userId: landmarkPeople.averyQuill.id,
		active,
		reason: 'Measured by the bench, and undone by it.',
		ticket: '',
		confirmation: '',
		shownWarnings: ['last_group'],
	})
	if (!answer.includes('"state":"applied"'))
		throw new Error(`a change was not applied: ${answer.slice(0, 400)}`)
}

/** What the server keeps in memory. Linux only: elsewhere it is not a number. */
export function residentMegabytes({ processes }: RunningConsole): number {
	try {
		const status = readFileSync(`/proc/${processes.console}/status`, 'utf8')
		return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
	} catch {
		return Number.NaN
	}
}

function residentMemory(console: RunningConsole): string {
	const megabytes = residentMegabytes(console)
	return Number.isNaN(megabytes) ? 'not to be had here' : `${Math.round(megabytes)} MB`
}
