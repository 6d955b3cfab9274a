import { expect, it } from 'vitest'
import { isBlockedPort } from './blocked-ports.ts'

const reached = new Error('the request went out')
const reachesNobody = {
	dispatch() {
		throw reached
	},
}

/** Why `fetch` does not call the port, before anything leaves this machine. */
async function causeOf(port: number): Promise<unknown> {
	const init: RequestInit & { dispatcher: object } = { dispatcher: reachesNobody }
	const answer = fetch(`http://127.0.0.1:${port}/`, init)
	return answer.then(
		() => null,
		(error: Error) => error.cause,
	)
}

it('blocks exactly the ports that fetch blocks', { timeout: 60_000 }, async () => {
	const disagreed: number[] = []
	for (let port = 1; port <= 65_535; port++) {
		if (((await causeOf(port)) !== reached) !== isBlockedPort(port)) disagreed.push(port)
	}
	expect(disagreed).toEqual([])
})
