import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * What was asked for on the command line. `--help` prints how the command is used and ends the process with 0; what makes
 * no sense says so in a line, prints the same and ends it with 1.
 */
export function readCommandLine<T extends Options>(usage: string, options: T) {
	try {
		const known = { ...options, help: { type: 'boolean' } } as const
		const { values } = parseArgs<{ options: T & { help: { type: 'boolean' } } }>({ options: known })
		if (!('help' in values && values.help)) return values
		process.stdout.write(`${usage}\n`)
		return process.exit(0)
	} catch (error) {
		const [sentence] = String(error instanceof Error ? error.message : error).split('. ')
		process.stderr.write(`${sentence}.\n\n${usage}\n`)
		return process.exit(1)
	}
}

/** A whole number that was given as `--name`; anything else is said in a line and ends the process with 1. */
export function wholeNumber(name: string, text: string): number {
	if (/^\d{1,9}$/.test(text)) return Number(text)
	process.stderr.write(`--${name} must be a whole number, not “${text}”.\n`)
	return process.exit(1)
}
