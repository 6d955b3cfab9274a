import type { ChangesInPeriod } from '#lib/audit/schemas.ts'

/** The parts of a bar, from the bottom up. */
export const parts = [
	{ key: 'applied', word: 'Applied', look: 'bg-bar-ok' },
	{ key: 'unknown', word: 'Unknown for a while', look: 'bg-bar-warn' },
	{ key: 'refused', word: 'Refused', look: 'bg-bar-bad' },
] as const

export const totalOf = ({ applied, unknown, refused }: ChangesInPeriod) => applied + unknown + refused
