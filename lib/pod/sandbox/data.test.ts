import { expect, test } from 'vitest'
import { generateAssignments } from './assignments-data.ts'
import { generateGroups } from './groups-data.ts'
import { landmarkAssignments, landmarkGroups, landmarkPeople } from './landmarks.ts'
import { latinNamings } from './names-latin.ts'
import { otherScriptNamings } from './names-other-scripts.ts'
import { foldName } from './naming.ts'
import { displayName, generatePeople } from './people.ts'

function generate(seed: number, users: number, groups: number) {
	const people = generatePeople(seed, users)
	const generatedGroups = generateGroups(seed, groups, users)
	return { people, groups: generatedGroups, assignments: generateAssignments(seed, generatedGroups, people) }
}

const ordinary = generate(1, 2000, 60)
const large = generate(1, 20_000, 5000)

test('the same seed and sizes give the same pod, another seed gives another', () => {
	expect(generate(1, 2000, 60)).toEqual(ordinary)
	const other = generate(2, 2000, 60)
	for (const part of ['people', 'groups', 'assignments'] as const)
		expect(other[part]).not.toEqual(ordinary[part])
})

test('a pod has exactly as many people and groups as were asked for', () => {
	expect([ordinary.people.length, ordinary.groups.length]).toEqual([2000, 60])
	expect([large.people.length, large.groups.length]).toEqual([20_000, 5000])
	const smallest = generate(1, 50, 10)
	expect([smallest.people.length, smallest.groups.length]).toEqual([50, 10])
})

test('a person keeps name and identifier when the pod grows', () => {
	const brief = ({ people }: typeof large) =>
		people.slice(0, 2000).map((person) => [person.id, displayName(person)])
	expect(brief(large)).toEqual(brief(ordinary))
})

test('identifiers, user names and addresses are unique and well formed', () => {
	for (const field of ['id', 'username', 'emailAddress'] as const) {
		expect(new Set(large.people.map((person) => person[field])).size, field).toBe(20_000)
	}
	const landmarkIds = new Set<string>(Object.values(landmarkPeople).map(({ id }) => id))
	for (const { id, username, emailAddress } of large.people) {
		expect(username).toMatch(/^[a-z]+\d*$/)
		expect(emailAddress).toMatch(/^[a-z]+\.[a-z]+\d*@example\.com$/)
		if (!landmarkIds.has(id)) expect(BigInt(id) >> 36n).toBe(105n)
	}
})

test('people come from more than twenty languages and many scripts', () => {
	expect(latinNamings.length + otherScriptNamings.length).toBeGreaterThan(30)
	const names = ordinary.people.map(displayName).join('\n')
	const scripts = [
		'Cyrillic',
		'Greek',
		'Han',
		'Hiragana',
		'Hangul',
		'Arabic',
		'Hebrew',
		'Devanagari',
		'Tamil',
		'Thai',
	]
	for (const script of scripts) expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'))
	expect(names).toMatch(/Nguyễn|Trần|Phạm/)
	expect(names.normalize('NFC')).toBe(names)
})

test('about one in 25 is an officer, and there are at least 40 of them in any pod', () => {
	const officers = (people: typeof ordinary.people) => people.filter(({ isOfficer }) => isOfficer)
	expect(officers(large.people).length / 20_000).toBeGreaterThan(0.03)
	expect(officers(large.people).length / 20_000).toBeLessThan(0.05)
	for (const size of [50, 100, 500, 2000]) {
		expect(officers(generatePeople(7, size)).length, `${size} people`).toBeGreaterThanOrEqual(40)
	}
	for (const { isOfficer, roles } of large.people) {
		expect(roles.some((role) => /^(SUPER_)?COMPLIANCE_OFFICER$/.test(role))).toBe(isOfficer)
	}
})

test('groups have names and identifiers of their own, some with - and _', () => {
	expect(new Set(large.groups.map(({ id }) => id)).size).toBe(5000)
	expect(new Set(large.groups.map(({ name }) => name)).size).toBe(5000)
	expect(large.groups.filter(({ id }) => /_.*-/.test(id)).length).toBeGreaterThan(100)
	expect(large.groups.filter(({ id }) => /^[0-9a-f]{24}$/.test(id)).length).toBeGreaterThan(4000)
	expect(ordinary.groups.map(({ id }) => id).filter((id) => /[-_]/.test(id)).length).toBeGreaterThan(2)
})

test('only officers are assigned, each pair once, and most of them not to Global', () => {
	for (const { people, assignments } of [ordinary, large]) {
		const officers = new Set(people.filter(({ isOfficer }) => isOfficer).map(({ id }) => id))
		expect(assignments.every(({ userId }) => officers.has(userId))).toBe(true)
		expect(new Set(assignments.map(({ id }) => id)).size).toBe(assignments.length)
		const holders = assignments.filter(({ groupId }) => groupId === landmarkGroups.global.id)
		expect(holders.length).toBeGreaterThan(1)
		expect(holders.length).toBeLessThan(officers.size / 4)
	}
})

test('most groups have several assignees, a few one, and one or two none', () => {
	const { groups, assignments } = ordinary
	const counts = groups
		.filter(({ id }) => id !== landmarkGroups.global.id)
		.map(({ id }) => assignments.filter(({ groupId, active }) => groupId === id && active).length)
	const having = (least: number, most: number) =>
		counts.filter((count) => count >= least && count <= most).length
	expect(having(0, 0)).toBeGreaterThanOrEqual(1)
	expect(having(0, 0)).toBeLessThanOrEqual(2)
	expect(having(1, 1)).toBeGreaterThanOrEqual(2)
	expect(having(2, 4)).toBeGreaterThan(groups.length / 2)
	expect(having(0, 4)).toBe(counts.length)
})

test('the landmarks are there in every pod, as they are described', () => {
	for (const { people, groups, assignments } of [ordinary, large, generate(3, 50, 10)]) {
		for (const landmark of Object.values(landmarkGroups)) {
			const { id, name, area, active } = landmark
			expect(groups.filter((group) => group.id === id)).toMatchObject([{ name, area, active }])
		}
		for (const { id, username } of Object.values(landmarkPeople)) {
			expect(people.filter((person) => person.id === id)).toMatchObject([{ username }])
		}
		const landmarkIds = new Set<string>(Object.values(landmarkPeople).map((person) => person.id))
		const held = assignments.filter(({ userId }) => landmarkIds.has(userId))
		const expected = landmarkAssignments.map(({ group, person, removed }) => [
			group.id,
			person.id,
			removed !== true,
		])
		expect(held.map(({ groupId, userId, active }) => [groupId, userId, active])).toEqual(expected)
	}
	const { averyQuill, longName, formulaName, rightToLeft, aboveSafeInteger, greatestId, soleAssignee } =
		landmarkPeople
	expect(averyQuill.id).toBe('7215545058329')
	expect(BigInt(aboveSafeInteger.id)).toBe(2n ** 53n + 1n)
	expect(BigInt(greatestId.id)).toBe(2n ** 63n - 1n)
	expect(`${longName.firstName} ${longName.lastName}`).toHaveLength(120)
	expect(formulaName.firstName).toMatch(/^=/)
	expect(rightToLeft.firstName).toMatch(/^\p{Script=Arabic}+$/u)
	const inOneAssignee = landmarkAssignments.filter(({ group }) => group.id === landmarkGroups.oneAssignee.id)
	expect(inOneAssignee.map(({ person }) => person.id)).toEqual([soleAssignee.id])
	expect(landmarkGroups.equitiesLondon.id).toBe('65d3c3fe4e5e4a6f_x-91')
})

test('a name is searched without accents, and letters that have no accent to lose become plain', () => {
	const pairs = {
		Łukasz: 'lukasz',
		Øyvind: 'oyvind',
		Weiß: 'weiss',
		Nguyễn: 'nguyen',
		İbrahim: 'ibrahim',
		Đặng: 'dang',
	}
	for (const [name, folded] of Object.entries(pairs)) expect(foldName(name)).toBe(folded)
	expect(foldName('김민준')).toBe('김민준')
})
