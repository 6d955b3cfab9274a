import { AppError } from '#lib/errors.ts'

/**
 * SQLSTATEs that say "the server cannot do this now", whatever was asked: connection, login, deadlock, resources,
 * operator, system; no such database, read only, a right taken away.
 */
const serverStates = /^(08|28|40|53|57|58)...$|^3D000$|^25006$|^42501$/
const networkCodes = /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EAI_|EHOSTUNREACH|ENETUNREACH|ENOENT$)/
/** What `pg` and its pool say of a connection that is gone or never came: plain errors without a code. */
const driverMessages =
	/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|The server does not support SSL)/

/** Whether the database could not be reached, or could not serve: no word on what the query asked. */
function isUnavailable(error: unknown): boolean {
	if (!(error instanceof Error)) return false
	const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
	if (serverStates.test(code) || networkCodes.test(code) || driverMessages.test(error.message)) return true
	return isUnavailable(error.cause)
}

/**
 * What to throw for a failed query: `AppError('database_unavailable')` where the database does not answer,
 * the error itself otherwise, every AppError included. For everything that comes before a PUT. After one its sentence would be untrue:
 * there a failed write leaves the change open, to be read back.
 */
export function asDatabaseFailure(error: unknown): unknown {
	if (error instanceof AppError || !isUnavailable(error)) return error
	return new AppError(
		'database_unavailable',
		'The console’s database does not answer, so nothing was sent. Try again in a minute; if it stays so, tell whoever operates the console.',
		{ cause: error },
	)
}

/** Performs what comes before anything is sent to the pod, with a failing database told as `asDatabaseFailure` does. */
export async function beforeAnySending<T>(perform: () => Promise<T>): Promise<T> {
	try {
		return await perform()
	} catch (error) {
		throw asDatabaseFailure(error)
	}
}
