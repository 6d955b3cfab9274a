import { setTimeout as pause } from 'node:timers/promises'
import { connectClient } from '#lib/db/connection.ts'
import { migrate } from '../launch/database.ts'
import { type EmbeddedPostgres, startPostgres } from '../launch/postgres.ts'
import { openCluster, superuser } from '../launch/postgres-cluster.ts'

/** The launcher's PostgreSQL, which can be killed and then recovers on the same port. */
export class Database {
	readonly appUrl: string
	readonly ownerUrl: string
	readonly #dataDir: string
	#running: EmbeddedPostgres
	#restarting: Promise<void> = Promise.resolve()

	private constructor(dataDir: string, running: EmbeddedPostgres) {
		this.#dataDir = dataDir
		this.#running = running
		this.appUrl = running.appUrl
		this.ownerUrl = running.ownerUrl
	}

	/** A new one, up to date, which keeps the time of every commit. */
	static async start(dataDir: string): Promise<Database> {
		const first = await startPostgres(dataDir)
		await migrate(first.appUrl, first.ownerUrl)
		const { settings } = await openCluster(dataDir)
		const { port, superuserPassword } = settings
		const client = await connectClient(
			`postgresql://${superuser}:${superuserPassword}@127.0.0.1:${port}/postgres`,
		)
		await client.query('alter system set track_commit_timestamp = on')
		await client.end()
		await first.child.stop()
		return new Database(dataDir, await startPostgres(dataDir))
	}

	/** Kills the postmaster; settles when a new one has recovered. */
	kill(): Promise<void> {
		this.#restarting = this.#restarting.then(() => this.#killAndRecover())
		return this.#restarting
	}

	async stop(): Promise<void> {
		await this.#running.child.stop()
	}

	async #killAndRecover(): Promise<void> {
		const { child } = this.#running
		process.kill(child.pid, 'SIGKILL')
		await child.ended
		// Its helpers notice on their own that it is gone.
		await pause(100)
		this.#running = await startPostgres(this.#dataDir)
		if (this.#running.appUrl !== this.appUrl)
			throw new Error('another program took the database’s port meanwhile')
	}
}
