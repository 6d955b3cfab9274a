/** `1,204 people`, `1 person`. */
export function counted(count: number, one: string, many: string): string {
	return `${grouped(count)} ${count === 1 ? one : many}`
}

/** `1,204`. By hand, since a browser’s first use of `Intl` costs a page more than the rest of its start. */
export const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
