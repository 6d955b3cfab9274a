/** Prints what was measured; asserts nothing. */

/** Value below which a share of the samples lies, `share` from 0 to 1. */
export function quantile(samples: readonly number[], share: number): number {
	const sorted = samples.toSorted((one, other) => one - other)
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function heading(text: string): void {
	console.log(`\n${text}`)
}

/** One line: what, its figures, and what is aimed at. */
export function figure(what: string, value: string, aim = ''): void {
	console.log(`  ${what.padEnd(46)} ${value.padStart(28)}${aim ? `   aim ${aim}` : ''}`)
}

export const ms = (value: number) => `${value.toFixed(1)} ms`

/** Median and tail of times in milliseconds. */
export const times = (samples: readonly number[], tail: 0.95 | 0.99) =>
	`p50 ${ms(quantile(samples, 0.5))}  p${tail * 100} ${ms(quantile(samples, tail))}`

/** Performs `work` `count` times, `width` of them at once, and gives how long each took in milliseconds. */
export async function timeEach(count: number, width: number, work: (turn: number) => Promise<unknown>) {
	const took: number[] = []
	let turn = 0
	const worker = async () => {
		while (turn < count) {
			const mine = turn++
			const begunAt = performance.now()
			await work(mine)
			took.push(performance.now() - begunAt)
		}
	}
	await Promise.all(Array.from({ length: width }, worker))
	return took
}
