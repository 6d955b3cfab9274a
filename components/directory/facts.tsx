import { Fragment, type ReactNode } from 'react'

/** Short facts on one line with a dot between them; what is not known is left out. */
export function Facts({ facts }: { facts: (ReactNode | null)[] }) {
	const known = facts.filter((fact) => fact !== null && fact !== '')
	return known.map((fact, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: the facts stand in a fixed order
		<Fragment key={index}>
			{index > 0 ? ' · ' : null}
			{fact}
		</Fragment>
	))
}
