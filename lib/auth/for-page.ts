import { unstable_rethrow } from 'next/navigation'
import { asDatabaseFailure } from '#lib/database-failures.ts'
import { codeOf, readRequestId } from '#lib/perform-request.ts'

/**
 * Performs what a page needs. What fails is thrown on with a digest that the error page can read: the code of the
 * failure and the id of the request, under which the log has the cause. Next hands nothing else of it to the browser.
 * @throws whatever the work throws; `AppError('database_unavailable')` where the database does not answer
 */
export async function forPage<T>(perform: () => Promise<T>): Promise<T> {
	try {
		return await perform()
	} catch (error) {
		unstable_rethrow(error)
		const failure = asDatabaseFailure(error)
		const digest = `${codeOf(failure)}:${await readRequestId()}`
		throw failure instanceof Error ? Object.assign(failure, { digest }) : failure
	}
}
