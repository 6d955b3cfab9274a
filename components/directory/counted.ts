const numbers = new Intl.NumberFormat('en-GB')

/** `1,204 people`, `1 person`. */
export function counted(count: number, one: string, many: string): string {
	return `${numbers.format(count)} ${count === 1 ? one : many}`
}

export const grouped = (count: number) => numbers.format(count)
