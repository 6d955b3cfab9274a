import { AppError } from '#lib/errors.ts'

/** `open`: nothing was found out, because it was not tried or cannot be told from here. */
export type Level = 'ok' | 'warning' | 'wrong' | 'open'

/** What looking at one thing gave: sentences for whoever operates the console. */
export interface Outcome {
	level: Level
	saw: string
	/** What to do. */
	advice?: string
}

export interface Finding extends Outcome {
	area: string
	what: string
}

export interface Check {
	what: string
	/** Checks of the same area that have to go well before it. */
	needs?: string[]
	look: () => Outcome | Promise<Outcome>
}

export const ok = (saw: string): Outcome => ({ level: 'ok', saw })
export const warning = (saw: string, advice: string): Outcome => ({ level: 'warning', saw, advice })
export const wrong = (saw: string, advice: string): Outcome => ({ level: 'wrong', saw, advice })
export const open = (saw: string): Outcome => ({ level: 'open', saw })

/** Longer than the deadlines of what is inside: a limit for what has none. */
const patienceMs = 30_000

function giveUp(): { outcome: Promise<Outcome>; cancel: () => void } {
	let timer: NodeJS.Timeout | undefined
	const outcome = new Promise<Outcome>((resolve) => {
		const late = wrong(`It came to no end within ${patienceMs / 1000} s.`, 'Try again; look at the network.')
		timer = setTimeout(() => resolve(late), patienceMs)
	})
	return { outcome, cancel: () => clearTimeout(timer) }
}

/** What nobody foresaw is told by its name alone: its message could quote a secret. */
function describeFailure(error: unknown): Outcome {
	if (error instanceof AppError) return wrong(error.message, 'Put this right, and try again.')
	return wrong(
		`It could not be looked at (${error instanceof Error ? error.name : 'unknown failure'}).`,
		'Try again; if it stays so, this is a fault of Scopekeeper.',
	)
}

async function tryOne({ look }: Check): Promise<Outcome> {
	const late = giveUp()
	try {
		return await Promise.race([late.outcome, Promise.resolve().then(look)])
	} catch (error) {
		return describeFailure(error)
	} finally {
		late.cancel()
	}
}

/** Does the checks of an area side by side, but each after those that it needs: without them it is not tried. */
export async function runChecks(area: string, checks: Check[]): Promise<Finding[]> {
	const begun = new Map<string, Promise<Outcome>>()
	const begin = (check: Check): Promise<Outcome> => {
		const running = begun.get(check.what) ?? after(check)
		begun.set(check.what, running)
		return running
	}
	const after = async (check: Check): Promise<Outcome> => {
		for (const needed of checks.filter(({ what }) => check.needs?.includes(what))) {
			const { level } = await begin(needed)
			if (level === 'wrong' || level === 'open') return open(`Not tried: it needs “${needed.what}”.`)
		}
		return tryOne(check)
	}
	return Promise.all(checks.map(async (check) => ({ area, what: check.what, ...(await begin(check)) })))
}
