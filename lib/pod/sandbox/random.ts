/** A seeded generator (mulberry32): the same seed gives the same numbers on every machine. Not for secrets. */
export class Random {
	#state: number

	constructor(...seeds: readonly number[]) {
		this.#state = seeds.reduce(
			(mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) ^ (mixed >>> 15),
			0x2545f491,
		)
	}

	/** A number from 0 to just under 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
	}

	/** A whole number from 0 to `limit` − 1. */
	below(limit: number): number {
		return Math.floor(this.next() * limit)
	}

	/** One of the items. @throws RangeError when there are none */
	pick<T>(items: readonly T[]): T {
		const item = items[this.below(items.length)]
		if (item === undefined) throw new RangeError('Nothing to pick from.')
		return item
	}

	/** `digits` hexadecimal digits. */
	hex(digits: number): string {
		let text = ''
		while (text.length < digits) text += this.below(0x1000000).toString(16).padStart(6, '0')
		return text.slice(0, digits)
	}

	/** A copy of the items in another order. */
	shuffled<T>(items: readonly T[]): T[] {
		return items
			.map((item) => ({ item, rank: this.next() }))
			.sort((a, b) => a.rank - b.rank)
			.map(({ item }) => item)
	}
}
