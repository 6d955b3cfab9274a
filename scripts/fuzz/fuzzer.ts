import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { Visitor } from '../../e2e/fixtures/visitor.ts'
import { HttpClient, type WireAnswer } from '../testing/http-client.ts'
import type { Case, Who } from './case.ts'
import { judgeAnswer } from './judge.ts'
import { StallWatch } from './stall-watch.ts'

const people: Record<Exclude<Who, 'nobody'>, string> = {
	officer: 'jo.fenwick',
	administrator: 'noor.haddad',
	support: 'priya.nair',
	auditor: 'ingrid.solheim',
}
const atOnce = 8
/** Looked at together; one that stalled the server is then looked for among them. */
const perWatch = 40

/** Sends cases to a console and keeps what it finds. */
export class Fuzzer {
	readonly findings: string[] = []
	readonly #client: HttpClient
	readonly #cookies: Record<Who, string>
	readonly #stalls: StallWatch
	readonly #console: RunningConsole

	private constructor(console: RunningConsole, opsToken: string, cookies: Record<Who, string>) {
		this.#console = console
		this.#client = new HttpClient(console.url, atOnce)
		this.#cookies = cookies
		this.#stalls = new StallWatch(this.#client, opsToken)
	}

	static async start(console: RunningConsole, opsToken: string): Promise<Fuzzer> {
		const cookies: Record<Who, string> = {
			nobody: '',
			officer: '',
			administrator: '',
			support: '',
			auditor: '',
		}
		for (const [role, person] of Object.entries(people)) {
			const visitor = new Visitor(console.url)
			await visitor.signIn(person)
			const { name, value } = visitor.sessionCookie
			// The keys of the object above are the roles.
			cookies[role as Who] = `${name}=${value}`
		}
		return new Fuzzer(console, opsToken, cookies)
	}

	/** Sends all of them, several at once. */
	async run(cases: Case[]): Promise<void> {
		for (let start = 0; start < cases.length; start += perWatch) {
			const some = cases.slice(start, start + perWatch)
			await this.#stalls.begin()
			const waiting = some.values()
			await Promise.all(
				Array.from({ length: atOnce }, async () => {
					for (const one of waiting) await this.#try(one)
				}),
			)
			if (await this.#stalls.hasStalled()) await this.#findStalling(some)
		}
	}

	end(): void {
		this.#client.close()
	}

	async #try(one: Case): Promise<void> {
		const answer = await this.#send(one)
		const problem = answer === null ? await this.#problemOfSilence() : judgeAnswer(answer)
		if (problem) this.#note(one, problem)
	}

	/** As Next's router, goes on to the address that goes with its headers: only there are they read. */
	async #send(one: Case): Promise<WireAnswer | null> {
		const answer = await this.#sendOnce(one)
		const to = answer?.status === 307 ? (answer.headers.location ?? '') : ''
		if (!/[?&]_rsc=/.test(to) || !to.startsWith('/')) return answer
		return this.#sendOnce({ ...one, request: { ...one.request, path: to } })
	}

	/** `null` where the connection ended without an answer, as it may while too long a body is being sent. */
	async #sendOnce({ who, request }: Case): Promise<WireAnswer | null> {
		const cookie = this.#cookies[who]
		const headers = { ...(cookie ? { cookie } : {}), ...request.headers }
		return this.#client.send({ ...request, headers }).catch((error: NodeJS.ErrnoException) => {
			if (/^(ECONNRESET|EPIPE|HPE_)/.test(error.code ?? '')) return null
			throw error
		})
	}

	async #problemOfSilence(): Promise<string | null> {
		const { process, processes } = this.#console
		if (process.exitCode !== null || !processes.console) return 'ended the console'
		const alive = await this.#client.send({ path: '/sign-in' }).catch(() => null)
		return alive?.status === 200 ? null : 'left a console that does not answer'
	}

	/** A busy machine stalls everything now and then: only what stalls the server alone, and again, is found. */
	async #findStalling(cases: Case[]): Promise<void> {
		for (const one of cases) {
			let stalled = 0
			for (; stalled < 3; stalled++) {
				await this.#stalls.begin()
				await this.#send(one)
				if (!(await this.#stalls.hasStalled())) break
			}
			if (stalled === 3) this.#note(one, 'stalls the server for over 200 ms')
		}
	}

	#note({ what, who, request }: Case, problem: string): void {
		const body = request.body === undefined ? '' : ` ${JSON.stringify(request.body).slice(0, 600)}`
		const sent = `${request.method ?? 'GET'} ${request.path.slice(0, 300)} ${JSON.stringify(request.headers)}${body}`
		this.findings.push(`${what} as ${who} ${problem}\n    ${sent}`)
	}
}
