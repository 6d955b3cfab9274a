import { randomBytes } from 'node:crypto'
import type { ServiceAccount } from './service-accounts.ts'

/** The session tokens given out; gone when the process ends. */
export class Sessions {
	readonly #lifetimeMs: number
	readonly #open = new Map<string, { account: ServiceAccount; endsAtMs: number }>()

	constructor(lifetimeMs: number) {
		this.#lifetimeMs = lifetimeMs
	}

	/** Opens a session and gives its token. */
	open(account: ServiceAccount): string {
		for (const [token, { endsAtMs }] of this.#open) if (endsAtMs <= Date.now()) this.#open.delete(token)
		const token = `sandbox-session-${randomBytes(32).toString('base64url')}`
		this.#open.set(token, { account, endsAtMs: Date.now() + this.#lifetimeMs })
		return token
	}

	/** Whose session a token stands for, while it lasts. */
	account(token: string | undefined): ServiceAccount | undefined {
		if (token === undefined) return undefined
		const session = this.#open.get(token)
		if (session === undefined || session.endsAtMs > Date.now()) return session?.account
		this.#open.delete(token)
		return undefined
	}

	expireAll(): void {
		this.#open.clear()
	}
}
