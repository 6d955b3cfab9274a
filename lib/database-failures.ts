import { AppError } from '#lib/errors.ts'

/**
 * SQLSTATEs that say "the server cannot do this now", whatever was asked: connection, login, deadlock, resources,
 * operator, system, damage; no such database, one that takes no connections, read only, a right taken away.
 */
const serverStates = /^(08|28|40|53|57|58|XX)...$|^3D000$|^55000$|^25006$|^42501$/
const networkCodes = /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EAI_|EHOSTUNREACH|ENETUNREACH|ENOENT$)/
/** What `pg` and its pool say of a connection that is gone or never came: plain errors without a code. */
const driverMessages =
	/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|The server does not support SSL)/

/** Whether the database could not be reached, or could not serve: no word on what the query asked. */
function isUnavailable(error: unknown): boolean {
	if (!(error instanceof Error)) return false
	const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
	if (serverStates.test(code) || networkCodes.test(code) || driverMessages.test(error.message)) return true
	return isUnavailable(error.cause)
}

const nothingWasSent =
	'The console’s database does not answer, so nothing was sent. Try again in a minute; if it stays so, tell whoever operates the console.'
const mayHaveBeenSent =
	'The change is in the record and may have been sent, but the console’s database does not answer now. Recent changes will show what became of it; look there in a minute.'

const standsInTheRecord =
	'This is done and in the record, but the console’s database does not answer now. Reload the page in a minute to see it.'

/**
 * What to throw for a failed query: `AppError('database_unavailable')` with the sentence given where the database
 * does not answer, the error itself otherwise, every AppError included.
 */
export function asDatabaseFailure(error: unknown, sentence = nothingWasSent): unknown {
	if (error instanceof AppError || !isUnavailable(error)) return error
	return new AppError('database_unavailable', sentence, { cause: error })
}

async function tellingFailure<T>(sentence: string, perform: () => Promise<T>): Promise<T> {
	try {
		return await perform()
	} catch (error) {
		throw asDatabaseFailure(error, sentence)
	}
}

/** Performs what comes before anything is sent to the pod: a database that fails is told as "nothing was sent". */
export function beforeAnySending<T>(perform: () => Promise<T>): Promise<T> {
	return tellingFailure(nothingWasSent, perform)
}

/** Performs what comes after a change's intent stands in the record: a database that fails says nothing of the pod. */
export function afterTheIntent<T>(perform: () => Promise<T>): Promise<T> {
	return tellingFailure(mayHaveBeenSent, perform)
}

/** Performs what comes after something that never leaves the console stands in the record. */
export function afterTheRecord<T>(perform: () => Promise<T>): Promise<T> {
	return tellingFailure(standsInTheRecord, perform)
}
