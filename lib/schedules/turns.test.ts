import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PodClient } from '#lib/pod/client.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { getPodForEnds, inTurn } from './turns.ts'

/** Work that goes on until it is let go, and how much of it was under way at most. */
function heldWork() {
	const waiting: (() => void)[] = []
	let most = 0
	return {
		begin: () => {
			const held = new Promise<void>((letGo) => {
				waiting.push(letGo)
			})
			most = Math.max(most, waiting.length)
			return held
		},
		/** Lets all go, those too that begin meanwhile. */
		async finish(all: Promise<unknown>[]): Promise<number> {
			let isDone = false
			const done = Promise.all(all).then(() => {
				isDone = true
			})
			while (!isDone) {
				for (const letGo of waiting.splice(0)) letGo()
				await new Promise(setImmediate)
			}
			await done
			return most
		},
	}
}

let reads = heldWork()
beforeAll(() => {
	// As much of a client as is used here.
	processSingleton('pod', () => ({ read: () => reads.begin() }) as unknown as PodClient)
})
afterEach(() => {
	reads = heldWork()
})

describe('however many ends are due, a process', () => {
	it('looks at six at once', async () => {
		const work = heldWork()
		expect(await work.finish(Array.from({ length: 50 }, () => inTurn(work.begin)))).toBe(6)
	})

	it('reads the pod for them ten times at once, so that with six writes there are 16 calls', async () => {
		const request = { segments: [], schema: z.unknown() }
		const all = Array.from({ length: 80 }, () => getPodForEnds().read(request))
		expect(await reads.finish(all)).toBe(10)
	})
})
