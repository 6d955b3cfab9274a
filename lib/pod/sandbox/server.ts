import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { sandboxApp } from './app.ts'
import { AssignmentStore } from './assignment-store.ts'
import { generateAssignments } from './assignments-data.ts'
import { CallList } from './calls.ts'
import { generateGroups } from './groups-data.ts'
import { Interruption } from './interruption.ts'
import { openJournal } from './journal.ts'
import { fewestGroups, fewestUsers, mostGroups, mostUsers } from './landmarks.ts'
import { generatePeople } from './people.ts'
import { PeopleIndex } from './people-index.ts'
import type { SandboxPod } from './sandbox-pod.ts'
import { Sessions } from './sessions.ts'

export interface SandboxSettings {
	/** 0 takes any free port. */
	port: number
	/** 50 to 200,000. */
	users: number
	/** 10 to 5,000. */
	groups: number
	/** Added to the answer of every call except the sandbox's own. */
	latencyMs: number
	/** Where changes are kept over restarts; `null` keeps nothing. */
	dataDir: string | null
	/** The RSA key that every service account signs in with. */
	publicKeyPem: string
	seed?: number
	/** How long a session lasts; one hour unless given. */
	sessionMs?: number
}

export interface RunningSandboxPod {
	url: string
	port: number
	close(): Promise<void>
}

const defaultSeed = 20_260_105
const defaultSessionMs = 3_600_000
const closingMs = 300

function generatePod(
	seed: number,
	{ users, groups, sessionMs = defaultSessionMs }: SandboxSettings,
): SandboxPod {
	const people = generatePeople(seed, users)
	const generatedGroups = generateGroups(seed, groups, people.length)
	return {
		people: new PeopleIndex(people),
		groups: new Map(generatedGroups.map((group) => [group.id, group])),
		assignments: new AssignmentStore(generateAssignments(seed, generatedGroups, people)),
		sessions: new Sessions(sessionMs),
	}
}

function checkSize(name: string, value: number, least: number, most: number): void {
	if (!Number.isInteger(value) || value < least || value > most) {
		throw new RangeError(`The sandbox pod holds ${least} to ${most} ${name}, not ${value}.`)
	}
}

async function listen(server: Server, port: number): Promise<number> {
	server.listen(port, '127.0.0.1')
	await once(server, 'listening')
	const address = server.address()
	return typeof address === 'object' && address !== null ? address.port : port
}

async function stop(server: Server, interruption: Interruption): Promise<void> {
	const closed = once(server, 'close')
	server.close()
	interruption.interrupt()
	server.closeIdleConnections()
	const timer = setTimeout(() => server.closeAllConnections(), closingMs)
	await closed
	clearTimeout(timer)
}

/**
 * Starts a stand-in for a Symphony pod on 127.0.0.1, with people, groups and assignments made from the seed.
 * @throws RangeError for a size it cannot have, and the error of the system when the port is in use or the
 * directory cannot be written
 */
export async function startSandboxPod(settings: SandboxSettings): Promise<RunningSandboxPod> {
	const { seed = defaultSeed, users, groups, dataDir, publicKeyPem, latencyMs } = settings
	checkSize('users', users, fewestUsers, mostUsers)
	checkSize('groups', groups, fewestGroups, mostGroups)
	const pod = generatePod(seed, settings)
	const calls = new CallList()
	const interruption = new Interruption()
	const app = sandboxApp({ pod, calls, interruption, publicKeyPem, latencyMs })
	const answer = getRequestListener((request, env) => app.fetch(request, env), {
		overrideGlobalObjects: false,
	})
	const server = createServer((incoming, outgoing) => {
		if (!incoming.url?.startsWith('/sandbox/')) calls.note(incoming, outgoing)
		void answer(incoming, outgoing)
	})
	// Longer than any client keeps a connection: one that is taken up again just then would be lost.
	server.keepAliveTimeout = 60_000
	const port = await listen(server, settings.port)
	// Only the process that has the port may touch the journal; no call can be served before this is done.
	try {
		if (dataDir !== null) {
			const { journal, changes } = openJournal(dataDir, { seed, users, groups })
			pod.assignments.continueFrom(journal, changes)
		}
	} catch (error) {
		await stop(server, interruption)
		throw error
	}
	let closing: Promise<void> | null = null
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		close: () => {
			closing ??= stop(server, interruption).then(() => pod.assignments.close())
			return closing
		},
	}
}
