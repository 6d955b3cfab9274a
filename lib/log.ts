import pino from 'pino'
import { standardOutput } from './log-output.ts'
import { processSingleton } from './process-singleton.ts'
import { currentScope } from './request-scope.ts'

/** What a line is about: docs/logs.md. */
export type LogKind =
	| 'action'
	| 'route'
	| 'page'
	| 'gate'
	| 'sign_in'
	| 'pod'
	| 'change'
	| 'database'
	| 'background'
	| 'start'
	| 'library'

type Tell = (line: { kind: LogKind; [field: string]: unknown }, word: string) => void

const secretFields = [
	'token',
	'sessionToken',
	'authorization',
	'cookie',
	'privateKeyPem',
	'clientSecret',
	'password',
	'idToken',
	'reason',
	'email',
	'query',
]

/**
 * The console's log: one JSON object a line on standard output, with the request that is being worked on. Fields that
 * could hold a secret are cut out: docs/logs.md.
 */
export function log(): Record<'debug' | 'info' | 'warn' | 'error', Tell> {
	return logger()
}

/** For a command that prints for people, and does with the console's own verbs what the log would tell of. */
export function keepLogQuiet(): void {
	logger().level = 'silent'
}

function logger(): pino.Logger {
	return processSingleton('log', () =>
		pino(
			{
				base: null,
				mixin: () => ({ ...currentScope() }),
				timestamp: pino.stdTimeFunctions.isoTime,
				redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), remove: true },
				serializers: { err: describeError },
			},
			standardOutput(),
		),
	)
}

/** Drizzle quotes a failed query with its parameters: a person's words, which are not for the log. */
export const withoutParameters = (message: string): string => message.split('\nparams:')[0] ?? ''

/** What a `PodError` tells an operator of the call; its `podMessage` stays out, for it may quote a request. */
const callFields = ['networkCode', 'httpStatus', 'podCode', 'traceId'] as const

function callFieldsOf(error: Error): Record<string, unknown> {
	if (error.name !== 'PodError') return {}
	const fields = new Map<string, unknown>(Object.entries(error))
	return Object.fromEntries(callFields.map((field) => [field, fields.get(field) ?? undefined]))
}

/** Name, code, stack and call of an error and its causes; not their other fields, which may quote a request. */
function describeError(error: unknown): unknown {
	if (!(error instanceof Error)) return { message: String(error) }
	const { code } = error as { code?: unknown }
	return {
		name: error.name,
		code: typeof code === 'string' ? code : undefined,
		...callFieldsOf(error),
		message: withoutParameters(error.message),
		stack: error.stack?.slice(error.stack.indexOf('\n    at ')),
		cause: error.cause === undefined ? undefined : describeError(error.cause),
	}
}
