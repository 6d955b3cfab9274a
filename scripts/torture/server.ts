import { appendFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { readEnv } from '#lib/env.ts'
import type { Child } from '../launch/child.ts'
import { consoleVariables, startConsole } from '../launch/console.ts'
import { freePort } from '../launch/ports.ts'
import { projectRoot } from '../launch/project-root.ts'

type Variables = Record<string, string | undefined>

/** One console server of several: started again whenever it dies, on the same port. */
export class Server {
	readonly url: string
	readonly #variables: Variables
	readonly #databaseUrl: string
	readonly #logFile: string
	#child: Child | null = null
	#ended: Promise<string> = Promise.resolve('')
	#isPaused = false
	#isEnding = false
	/** Aborted when it is killed or paused: a person stops waiting. */
	#away = new AbortController()
	#starts = 0

	private constructor(port: number, options: { variables: Variables; databaseUrl: string; logFile: string }) {
		this.url = `http://127.0.0.1:${port}`
		this.#variables = { ...options.variables, PORT: String(port) }
		this.#databaseUrl = options.databaseUrl
		this.#logFile = options.logFile
	}

	/** Settles when it serves. @throws AppError where its first start fails */
	static async start(options: {
		variables: Variables
		databaseUrl: string
		logFile: string
	}): Promise<Server> {
		const server = new Server(await freePort(), options)
		await server.#start()
		void server.#keepRunning()
		return server
	}

	get isRunning(): boolean {
		return this.#child !== null && !this.#isPaused
	}

	/** How often it was started again. */
	get restarts(): number {
		return this.#starts - 1
	}

	get away(): AbortSignal {
		return this.#away.signal
	}

	kill(): void {
		this.#leave()
		this.#child?.kill()
		this.#child = null
	}

	/** Stops it where it stands, and lets it go on after a while as if no time had passed for it. */
	async pause(ms: number): Promise<void> {
		const child = this.#child
		if (!child) return
		this.#isPaused = true
		this.#leave()
		child.process.kill('SIGSTOP')
		await pause(ms)
		child.process.kill('SIGCONT')
		this.#isPaused = false
		this.#away = new AbortController()
	}

	async stop(): Promise<void> {
		this.#isEnding = true
		await this.#child?.stop()
	}

	#leave(): void {
		this.#away.abort(new Error('the server is away'))
	}

	async #start(): Promise<void> {
		const env = readEnv(this.#variables)
		const child = await startConsole({
			root: projectRoot,
			env,
			dev: false,
			variables: consoleVariables(this.#variables, env, this.#databaseUrl),
			onLine: (line) => appendFileSync(this.#logFile, `${line}\n`),
		})
		this.#away = new AbortController()
		this.#child = child
		this.#starts += 1
		void child.ended.then(() => {
			if (this.#child === child) this.#child = null
		})
		this.#ended = child.ended
	}

	async #keepRunning(): Promise<void> {
		for (;;) {
			await this.#ended
			if (this.#isEnding) return
			await this.#start().catch(() => pause(500))
		}
	}
}
