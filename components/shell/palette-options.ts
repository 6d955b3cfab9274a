import type { GroupOption, PersonOption } from '#lib/directory/schemas.ts'

export type PaletteOption =
	| { kind: 'group'; group: GroupOption }
	| { kind: 'person'; person: PersonOption }
	/** The way to ask for a change, of what was found best or of anything. */
	| { kind: 'ask'; of: { groupId: string | null; userId: string | null; name: string } | null }

export function optionKey(option: PaletteOption): string {
	switch (option.kind) {
		case 'group':
			return `group ${option.group.id}`
		case 'person':
			return `person ${option.person.id}`
		case 'ask':
			return option.of ? `ask ${option.of.groupId ?? ''} ${option.of.userId ?? ''}` : 'ask'
	}
}

const perKind = 6

interface Found {
	groups: GroupOption[]
	people: PersonOption[]
	/** What was typed. */
	text: string
	mayAsk: boolean
}

/**
 * What the palette offers: the groups and people that were found, and for those who may ask, the way to ask for a
 * change of the best of each, or of anything.
 */
export function paletteOptions({ groups, people, text, mayAsk }: Found): PaletteOption[] {
	const found: PaletteOption[] = [
		...groups.slice(0, perKind).map((group) => ({ kind: 'group' as const, group })),
		...people.slice(0, perKind).map((person) => ({ kind: 'person' as const, person })),
	]
	if (!mayAsk) return found
	const anything: PaletteOption = { kind: 'ask', of: null }
	if (text === '') return [anything, ...found]
	return [...found, ...asksFor(groups[0], people[0]), anything]
}

function asksFor(group: GroupOption | undefined, person: PersonOption | undefined): PaletteOption[] {
	return [
		...(group ? [{ groupId: group.id, userId: null, name: group.name ?? group.id }] : []),
		...(person
			? [{ groupId: null, userId: person.id, name: person.name ?? person.username ?? person.id }]
			: []),
	].map((of) => ({ kind: 'ask', of }))
}
