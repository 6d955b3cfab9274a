/** Counts by name. */
export class Tally {
	readonly #counts = new Map<string, number>()

	add(name: string, count = 1): void {
		this.#counts.set(name, this.of(name) + count)
	}

	of(name: string): number {
		return this.#counts.get(name) ?? 0
	}

	get total(): number {
		return [...this.#counts.values()].reduce((sum, count) => sum + count, 0)
	}

	/** The most frequent first. */
	toString(): string {
		const sorted = [...this.#counts].toSorted(([, one], [, other]) => other - one)
		return sorted.map(([name, count]) => `${count} ${name}`).join(', ')
	}
}
