import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../launch/project-root.ts'

/** A signed-in visitor without a browser: keeps cookies, opens pages, calls server actions. */
export class Visitor {
	#cookies = new Map<string, string>()
	readonly #url: string

	constructor(url: string) {
		this.#url = url
	}

	async fetch(path: string, init: RequestInit = {}): Promise<Response> {
		const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
		const headers = { ...init.headers, cookie }
		const response = await fetch(this.#url + path, { ...init, headers, redirect: 'manual' })
		for (const line of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
			this.#cookies.set(name, value)
		}
		return response
	}

	/** Signs in as one of the sandbox's people. */
	async signIn(person: string): Promise<void> {
		const { csrfToken } = (await (await this.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
		const body = new URLSearchParams({ csrfToken, person, json: 'true' })
		await this.fetch('/api/auth/callback/sandbox', { method: 'POST', body })
		const page = await this.fetch('/assign')
		if (page.status !== 200) throw new Error(`/assign answered ${page.status} after signing in`)
	}

	/** Calls a server action by its exported name. */
	async act(action: string, input: unknown): Promise<string> {
		const response = await this.fetch('/assign', {
			method: 'POST',
			headers: {
				'next-action': actionId(action),
				'content-type': 'text/plain;charset=UTF-8',
				accept: 'text/x-component',
				origin: this.#url,
			},
			body: JSON.stringify([input]),
		})
		return response.text()
	}
}

interface Manifest {
	node: Record<string, { exportedName?: string }>
}

function actionId(action: string): string {
	const file = join(projectRoot, '.next', 'server', 'server-reference-manifest.json')
	const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
	const found = Object.entries(node).find(([, { exportedName }]) => exportedName === action)
	if (!found) throw new Error(`the build has no action ${action}`)
	return found[0]
}
