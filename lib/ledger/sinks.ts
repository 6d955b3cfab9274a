import 'server-only'
import { env } from '#lib/env.ts'
import { describeNetworkFailure, type LostCause } from '#lib/pod/network-failure.ts'
import { appendNotes } from './checkpoint-file.ts'

/** A place outside the database to which checkpoints are sent too. */
export interface Sink {
	kind: 'file' | 'url'
	/** Names it in `checkpoint_sinks` and on screens; holds neither credentials nor a query. */
	target: string
	/** How many notes it takes at once. */
	most: number
	/** @throws SinkFailure */
	send(notes: readonly string[]): Promise<void>
}

/** Why a sink took nothing; the message is for the person who operates the console. */
export class SinkFailure extends Error {}

const deadlineMs = 10_000

const lost: Record<LostCause, string> = {
	unreachable: 'cannot be reached',
	name: 'has a name that cannot be found',
	tls: 'does not show a certificate that is trusted here',
	timeout: `did not answer within ${deadlineMs / 1000} seconds`,
	cut: 'cut the connection',
}

function fileSink(path: string): Sink {
	return {
		kind: 'file',
		target: `file:${path}`,
		most: 100,
		async send(notes) {
			try {
				await appendNotes(path, notes)
			} catch (cause) {
				const code = cause instanceof Error && 'code' in cause ? cause.code : 'no reason given'
				throw new SinkFailure(`The file ${path} cannot be written (${code}).`, { cause })
			}
		},
	}
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
	const signal = AbortSignal.timeout(deadlineMs)
	try {
		const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
		await response.body?.cancel()
		return response.status
	} catch (cause) {
		const failure = describeNetworkFailure(cause, signal.aborted)
		throw new SinkFailure(`${new URL(url).host} ${lost[failure.cause]}.`, { cause })
	}
}

function urlSink(address: string): Sink {
	const url = new URL(address)
	const { username, password, host } = url
	const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
	url.username = ''
	url.password = ''
	const headers = {
		'content-type': 'text/plain; charset=utf-8',
		...(username ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {}),
	}
	return {
		kind: 'url',
		target: url.origin + url.pathname,
		most: 1,
		async send(notes) {
			const status = await post(url.href, headers, notes.join(''))
			if (status >= 200 && status < 300) return
			throw new SinkFailure(`${host} answered ${status} instead of taking the checkpoint.`)
		},
	}
}

/** The places that the configuration names: none, one or two. */
export function configuredSinks(): Sink[] {
	const { file, url } = env().checkpoint
	return [...(file ? [fileSink(file)] : []), ...(url ? [urlSink(url)] : [])]
}
