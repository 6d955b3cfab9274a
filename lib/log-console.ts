import { format, stripVTControlCharacters } from 'node:util'
import { log, withoutParameters } from './log.ts'
import { oncePerProcess } from './process-singleton.ts'

/** Enough to tell what it was; what is longer is a dump of something. */
const longestMessage = 1_000

/**
 * Leads what Next and other libraries write to the console into the log, as lines of the same form and with the same
 * things cut out. Once per process.
 */
export function leadConsoleToLog(): void {
	oncePerProcess('log.console', () => {
		const [error, warn, info] = [lineAt('error'), lineAt('warn'), lineAt('info')]
		Object.assign(console, { error, warn, info, log: info })
	})
}

function lineAt(level: 'error' | 'warn' | 'info') {
	return (...said: unknown[]) => {
		const err = said.find((one) => one instanceof Error)
		// Of an object only that it was one: its fields are nobody's to know here.
		const words = said.filter((one) => typeof one !== 'object' || one === null)
		const own = stripVTControlCharacters(format(...words)).trim()
		const saysNothing = own === '' || own === '⨯'
		if (saysNothing && isBrokenPage(err)) return
		const text = withoutParameters(saysNothing && err ? err.message : own)
		if (text || err) log()[level]({ kind: 'library', ...(err ? { err } : {}) }, text.slice(0, longestMessage))
	}
}

/** Next writes such an error before it reports it to `logBrokenPage`, whose line tells more. */
const isBrokenPage = (err: Error | undefined) =>
	err !== undefined && 'digest' in err && typeof err.digest === 'string'
