/**
 * What every sandbox pod holds, whatever its size and seed: tests, demonstrations and the README name these
 * groups and people instead of hunting for one that fits.
 */

/** Sizes at which all landmarks and some ordinary data have room. */
export const fewestUsers = 50
export const fewestGroups = 10
export const mostUsers = 200_000
export const mostGroups = 5_000

export interface LandmarkGroup {
	id: string
	name: string
	area: string | null
	active: boolean
	memberCount: number
}

const group = (id: string, name: string, area: string | null, memberCount: number): LandmarkGroup => ({
	id,
	name,
	area,
	active: true,
	memberCount,
})

export const landmarkGroups = {
	/** Contains everyone; its member count is the number of users. */
	global: group('65d3c3fe00000000000000ff', 'Global', 'Worldwide', 0),
	equitiesLondon: group('65d3c3fe4e5e4a6f_x-91', 'Equities London', 'EMEA', 1204),
	ratesNewYork: group('65d3c4021c7be90d5a3310f2', 'Rates New York', 'AMER', 612),
	creditNewYork: group('65d3c40a93d25f-_77aa04', 'Credit New York', 'AMER', 388),
	ratesChicago: group('65d3c4120b44d8e6f1c9a530', 'Rates Chicago', 'AMER', 97),
	primeServices: group('65d3c41b5e60__c2-e8147d', 'Prime Services', 'EMEA', 451),
	inactive: { ...group('65d3c42788fa013b2d6e4c19', 'Repo Frankfurt', 'EMEA', 73), active: false },
	withoutArea: group('65d3c4304bd7e2a95f018c66', 'Syndicate Desk', null, 140),
	/** Its only assignee is `soleAssignee`. */
	oneAssignee: group('65d3c43cf3a1964e7b5d20c8', 'Securitisation Dublin', 'EMEA', 58),
	noAssignee: group('65d3c445d06c7f18e2934bab', 'Commodities Geneva', 'EMEA', 221),
} as const satisfies Record<string, LandmarkGroup>

export interface LandmarkPerson {
	id: string
	username: string
	firstName: string
	lastName: string
	emailAddress: string
	role: 'COMPLIANCE_OFFICER' | 'SUPER_COMPLIANCE_OFFICER' | null
	/** Whether the pod leaves out of its answers all that it may leave out. */
	sparse: boolean
}

/** The tenant whose people the sandbox holds: an identifier is a serial number plus `tenant << 36`. */
export const tenantBase = 105n << 36n

type Overrides = Partial<Omit<LandmarkPerson, 'firstName' | 'lastName'>>

const person = (
	serial: bigint,
	firstName: string,
	lastName: string,
	extra: Overrides = {},
): LandmarkPerson => ({
	id: String(tenantBase + serial),
	username: `${firstName[0]}${lastName}`.toLowerCase(),
	firstName,
	lastName,
	emailAddress: `${firstName}.${lastName}@example.com`.toLowerCase(),
	role: 'COMPLIANCE_OFFICER',
	sparse: false,
	...extra,
})

const romanised = (username: string, address: string): Overrides => ({
	username,
	emailAddress: `${address}@example.com`,
})

export const landmarkPeople = {
	/** Assigned to nothing, and to nothing before. */
	averyQuill: person(1049n, 'Avery', 'Quill'),
	/** Assigned to Rates New York, Credit New York and Rates Chicago. */
	rowanIdle: person(1050n, 'Rowan', 'Idle'),
	/** Assigned to Equities London and Credit New York. */
	mikaSorrel: person(1051n, 'Mika', 'Sorrel'),

	// The people of the console's own sandbox sign-in, so that "nobody changes their own" can be tried.
	joFenwick: person(1052n, 'Jo', 'Fenwick'),
	samOkafor: person(1053n, 'Sam', 'Okafor'),
	lenaBrandt: person(1054n, 'Lena', 'Brandt'),
	priyaNair: person(1055n, 'Priya', 'Nair', { role: null }),
	tomasVidal: person(1056n, 'Tomas', 'Vidal', { role: null }),
	ingridSolheim: person(1057n, 'Ingrid', 'Solheim', { role: null }),
	marcusWebb: person(1058n, 'Marcus', 'Webb', { role: null }),
	noorHaddad: person(1059n, 'Noor', 'Haddad', { role: null }),
	danaWhitlock: person(1060n, 'Dana', 'Whitlock', { role: null }),

	notOfficer: person(1061n, 'Felix', 'Brightwater', { role: null }),
	/** Assigned to Global and Equities London. */
	globalHolder: person(1062n, 'Gloria', 'Everard'),
	/** Assigned to Securitisation Dublin alone, and alone there. */
	soleAssignee: person(1063n, 'Petra', 'Lindqvist'),
	superOfficer: person(1064n, 'Sabine', 'Overland', { role: 'SUPER_COMPLIANCE_OFFICER' }),
	/** Was assigned to Equities London, and is no longer. */
	formerAssignee: person(1065n, 'Corin', 'Haverstock'),
	/** Assigned to Syndicate Desk. */
	sparse: person(1066n, 'Tamsin', 'Blank', { sparse: true }),
	/** An identifier that a JavaScript number would round. */
	aboveSafeInteger: person(0n, 'Ottoline', 'Grant', { id: '9007199254740993' }),
	/** The greatest int64. */
	greatestId: person(0n, 'Leopold', 'Vast', { id: '9223372036854775807' }),
	/** A name that a spreadsheet would take for a formula. */
	formulaName: person(1067n, '=SUM(A1:A9)', 'Cellini', romanised('scellini', 'sum.cellini')),
	rightToLeft: person(1068n, 'ليلى', 'المنصوري', romanised('lalmansoori', 'layla.almansoori')),
	/** First and last name are 120 characters together, the space between them counted. */
	longName: person(
		1069n,
		'Maximiliana Theodora Alexandrina Wilhelmina Josephine',
		'Featherstonehaugh-Cholmondeley von Hohenzollern-Sigmaringen zu Ems',
		romanised('mfeatherstonehaugh', 'maximiliana.featherstonehaugh'),
	),
} as const satisfies Record<string, LandmarkPerson>

/** Who is assigned to what at first; `removed` pairs were assigned once and are no longer. */
export const landmarkAssignments: readonly {
	group: LandmarkGroup
	person: LandmarkPerson
	removed?: true
}[] = [
	{ group: landmarkGroups.global, person: landmarkPeople.globalHolder },
	{ group: landmarkGroups.equitiesLondon, person: landmarkPeople.globalHolder },
	{ group: landmarkGroups.equitiesLondon, person: landmarkPeople.mikaSorrel },
	{ group: landmarkGroups.equitiesLondon, person: landmarkPeople.samOkafor },
	{ group: landmarkGroups.equitiesLondon, person: landmarkPeople.formerAssignee, removed: true },
	{ group: landmarkGroups.ratesNewYork, person: landmarkPeople.rowanIdle },
	{ group: landmarkGroups.ratesNewYork, person: landmarkPeople.lenaBrandt },
	{ group: landmarkGroups.ratesNewYork, person: landmarkPeople.superOfficer },
	{ group: landmarkGroups.creditNewYork, person: landmarkPeople.rowanIdle },
	{ group: landmarkGroups.creditNewYork, person: landmarkPeople.mikaSorrel },
	{ group: landmarkGroups.ratesChicago, person: landmarkPeople.rowanIdle },
	{ group: landmarkGroups.ratesChicago, person: landmarkPeople.joFenwick },
	{ group: landmarkGroups.primeServices, person: landmarkPeople.joFenwick },
	{ group: landmarkGroups.primeServices, person: landmarkPeople.superOfficer },
	{ group: landmarkGroups.inactive, person: landmarkPeople.lenaBrandt },
	{ group: landmarkGroups.withoutArea, person: landmarkPeople.samOkafor },
	{ group: landmarkGroups.withoutArea, person: landmarkPeople.sparse },
	{ group: landmarkGroups.oneAssignee, person: landmarkPeople.soleAssignee },
]
