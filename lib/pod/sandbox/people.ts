import { fewestUsers, type LandmarkPerson, landmarkPeople, tenantBase } from './landmarks.ts'
import { latinNamings } from './names-latin.ts'
import { otherScriptNamings } from './names-other-scripts.ts'
import { type Name, type Naming, nameOf } from './naming.ts'
import { Random } from './random.ts'

/** One user of the pod. */
export interface Person {
	/** int64 in decimal. */
	id: string
	username: string
	given: Name
	family: Name
	/** How the two names are said together. */
	saidAs: Pick<Naming, 'familyFirst' | 'joiner'>
	emailAddress: string
	title: string
	department: string
	location: string
	roles: readonly string[]
	isOfficer: boolean
	/** Whether the account is enabled; a lookup can ask for either kind. */
	enabled: boolean
	/** Whether the pod leaves out of its answers all that it may leave out. */
	sparse: boolean
}

const namings = [...latinNamings, ...otherScriptNamings]
const firstSerial = 5000n
const officerShare = 0.04
const fewestOfficers = 45

const individual: readonly string[] = ['INDIVIDUAL']
const officerRoles: readonly (readonly string[])[] = [
	['INDIVIDUAL', 'COMPLIANCE_OFFICER'],
	['INDIVIDUAL', 'COMPLIANCE_OFFICER'],
	['INDIVIDUAL', 'COMPLIANCE_OFFICER', 'COMPLIANCE_OFFICER.MONITOR_ROOMS'],
	['INDIVIDUAL', 'SUPER_COMPLIANCE_OFFICER'],
]
const titles = ['Analyst', 'Associate', 'Vice President', 'Director', 'Managing Director']
const departments = [
	'Equities',
	'Rates',
	'Credit',
	'Foreign Exchange',
	'Commodities',
	'Operations',
	'Research',
]
const cities = [
	'London',
	'New York',
	'Singapore',
	'Frankfurt',
	'Paris',
	'Hong Kong',
	'Tokyo',
	'São Paulo',
	'Dubai',
]

/** Gives each name its own username and address: `aquill`, `aquill2`, `aquill3`. */
class UniqueNames {
	readonly #taken = new Map<string, Map<string, number>>()

	claim(start: string, end: string): string {
		const ends = this.#taken.get(start) ?? new Map<string, number>()
		const times = (ends.get(end) ?? 0) + 1
		ends.set(end, times)
		this.#taken.set(start, ends)
		return times === 1 ? start + end : start + end + times
	}
}

function landmarkPerson(landmark: LandmarkPerson): Person {
	const isOfficer = landmark.role !== null
	return {
		id: landmark.id,
		username: landmark.username,
		given: nameOf(landmark.firstName),
		family: nameOf(landmark.lastName),
		saidAs: { familyFirst: false, joiner: ' ' },
		emailAddress: landmark.emailAddress,
		title: isOfficer ? 'Compliance Officer' : 'Associate',
		department: isOfficer ? 'Compliance' : 'Operations',
		location: 'London',
		roles: landmark.role === null ? individual : ['INDIVIDUAL', landmark.role],
		isOfficer,
		enabled: true,
		sparse: landmark.sparse,
	}
}

/** First and last name in the order of the person's language. */
export function displayName({ given, family, saidAs: { familyFirst, joiner } }: Person): string {
	return familyFirst ? family.text + joiner + given.text : given.text + joiner + family.text
}

interface Making {
	seed: number
	share: number
	usernames: UniqueNames
	addresses: UniqueNames
}

function ordinaryPerson(index: number, { seed, share, usernames, addresses }: Making): Person {
	const random = new Random(seed, 1, index)
	const naming = random.pick(namings)
	const given = random.pick(naming.given)
	const family = random.pick(naming.family)
	const isOfficer = random.next() < share
	return {
		id: String(tenantBase + firstSerial + BigInt(index)),
		username: usernames.claim(given.ascii.slice(0, 1), family.ascii),
		given,
		family,
		saidAs: naming,
		emailAddress: `${addresses.claim(`${given.ascii}.`, family.ascii)}@example.com`,
		title: isOfficer ? 'Compliance Officer' : random.pick(titles),
		department: isOfficer ? 'Compliance' : random.pick(departments),
		location: random.pick(cities),
		roles: isOfficer ? random.pick(officerRoles) : individual,
		isOfficer,
		enabled: isOfficer || index % 97 !== 13,
		sparse: false,
	}
}

/**
 * The pod's people: the landmarks, then ordinary ones from many languages, about one in 25 an officer and never
 * fewer than 45. The same seed and size give the same people.
 */
export function generatePeople(seed: number, size: number): Person[] {
	const people: Person[] = Object.values(landmarkPeople).map(landmarkPerson)
	const making = {
		seed,
		share: Math.min(0.95, Math.max(officerShare, fewestOfficers / size)),
		usernames: new UniqueNames(),
		addresses: new UniqueNames(),
	}
	for (const { username, emailAddress } of people) {
		const [given = '', family = ''] = emailAddress.split(/(?<=\.)|@/)
		making.usernames.claim(username.slice(0, 1), username.slice(1))
		making.addresses.claim(given, family)
	}
	const total = Math.max(size, fewestUsers)
	for (let index = 0; people.length < total; index++) people.push(ordinaryPerson(index, making))
	return people
}
