import { generateKeyPairSync } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { importPKCS8, SignJWT } from 'jose'
import { parseExactJson } from '../../exact-json.ts'
import type { RecordedCall } from '../calls.ts'
import { type SandboxSettings, startSandboxPod } from '../server.ts'

/** An RSA pair as PEM: PKCS#8 and SPKI. */
export function newKeyPair(): { privateKey: string; publicKey: string } {
	return generateKeyPairSync('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	})
}

export interface LoginClaims {
	subject?: string
	expiresInSeconds?: number | null
	algorithm?: 'RS256' | 'RS512'
}

/** A login token; valid for `scopekeeper-bot` unless told otherwise. */
export async function loginToken(privateKey: string, claims: LoginClaims = {}): Promise<string> {
	const { subject = 'scopekeeper-bot', expiresInSeconds = 240, algorithm = 'RS512' } = claims
	const token = new SignJWT({}).setProtectedHeader({ alg: algorithm }).setSubject(subject)
	if (expiresInSeconds !== null) token.setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds)
	return await token.sign(await importPKCS8(privateKey, algorithm))
}

/** The fields of the pod's answers that tests look at one by one. */
interface AnswerBody {
	code?: number
	message?: string
	token?: string
	id?: string
	active?: boolean
	userId?: unknown
	userRoles?: string[]
	lastAddedDate?: number
	lastRemovedDate?: number
	memberCount?: number
	assigneeCount?: number
}

export interface Answer {
	status: number
	headers: Headers
	text: string
	/** Not checked against anything: an assertion on it is the check. Without JSON an empty object. */
	json: AnswerBody
}

function bodyOf(text: string): AnswerBody {
	try {
		return parseExactJson(text) as AnswerBody
	} catch {
		return {}
	}
}

/** A pod's client for tests: no rules of its own, it sends what it is told. */
export class TestClient {
	readonly url: string
	readonly token: string

	constructor(url: string, token: string) {
		this.url = url
		this.token = token
	}

	/** Sends one call; a body is sent as it is when it is text, else as JSON. */
	async send(
		method: string,
		target: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		const response = await fetch(this.url + target, {
			method,
			redirect: 'manual',
			headers: { sessionToken: this.token, 'content-type': 'application/json', ...headers },
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		})
		const text = await response.text()
		return { status: response.status, headers: response.headers, text, json: bodyOf(text) }
	}

	get(target: string): Promise<Answer> {
		return this.send('GET', target)
	}

	put(groupId: string, userId: string, body: unknown): Promise<Answer> {
		return this.send('PUT', assignmentPath(groupId, userId), body)
	}

	/** Makes something go wrong with a coming call. */
	async fault(rule: Record<string, unknown>): Promise<void> {
		const { status, text } = await this.send('POST', '/sandbox/faults', rule)
		if (status !== 201) throw new Error(text)
	}

	async calls(): Promise<RecordedCall[]> {
		return JSON.parse((await this.get('/sandbox/calls')).text)
	}

	async reset(): Promise<void> {
		await this.send('POST', '/sandbox/reset')
	}
}

export function assignmentPath(groupId: string, userId: string): string {
	return `/pod/v2/admin/usergroups/${encodeURIComponent(groupId)}/assignments/${userId}`
}

/** Sends a request target exactly as given, which `fetch` would tidy up first. */
export function sendRaw(url: string, target: string, headers: Record<string, string> = {}): Promise<number> {
	const { hostname, port } = new URL(url)
	return new Promise((resolve, reject) => {
		const call = request({ hostname, port, path: target, headers }, (response) => {
			response.resume()
			response.once('end', () => resolve(response.statusCode ?? 0))
		})
		call.once('error', reject)
		call.end()
	})
}

/** Waits until something holds; on a busy machine that may take a while. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
	const lastMs = Date.now() + 60_000
	while (!(await holds())) {
		if (Date.now() > lastMs) throw new Error('This did not come to hold within a minute.')
		await wait(10)
	}
}

export interface PodUnderTest {
	client: TestClient
	privateKey: string
	publicKey: string
	logIn(subject: string): Promise<TestClient>
	close(): Promise<void>
}

const smallest = { port: 0, users: 50, groups: 10, latencyMs: 0, dataDir: null }

/** A pod of the smallest size, unless told otherwise, and a client signed in as `scopekeeper-bot`. */
export async function startPodUnderTest(settings: Partial<SandboxSettings> = {}): Promise<PodUnderTest> {
	const { privateKey, publicKey } = newKeyPair()
	const pod = await startSandboxPod({ ...smallest, publicKeyPem: publicKey, ...settings })
	const logIn = async (subject: string) => {
		const token = await loginToken(privateKey, { subject })
		const { json } = await new TestClient(pod.url, '').send('POST', '/login/pubkey/authenticate', { token })
		return new TestClient(pod.url, json.token ?? '')
	}
	return { client: await logIn('scopekeeper-bot'), privateKey, publicKey, logIn, close: pod.close }
}
