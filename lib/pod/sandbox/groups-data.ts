import { fewestGroups, landmarkGroups } from './landmarks.ts'
import { Random } from './random.ts'

/** One compliance group of the pod. Times are epoch milliseconds. */
export interface SandboxGroup {
	id: string
	name: string
	area: string | null
	description: string
	type: 'ROLE_SCOPE'
	active: boolean
	createdAtMs: number
	modifiedAtMs: number
	/** People watched through the group. */
	memberCount: number
	/** Place in the order in which groups are listed. */
	serial: number
}

const desks = (
	'Equities|Rates|Credit|Foreign Exchange|Commodities|Repo|Securitisation|Syndicate|Treasury|Money Markets|' +
	'Convertibles|Emerging Markets|Municipals|Equity Derivatives|Rates Options|Credit Derivatives|FX Options|' +
	'Structured Products|Delta One|Program Trading|Sales Trading|Prime Finance|Securities Lending|Futures|' +
	'Clearing|Power and Gas|Metals|Agriculturals|Carbon|Freight|Mortgages|Asset Backed|Loans|High Yield|' +
	'Distressed Debt|Covered Bonds|Inflation|Swaps|Exotics|Volatility|Equity Research|Macro Research|' +
	'Capital Markets|Leveraged Finance|Project Finance|Private Placements|Mergers|Coverage|Wealth Advisory|' +
	'Private Bank|Asset Management|Multi-Asset|Index|Exchange Traded Funds|Liquidity|Collateral|Middle Office|' +
	'Settlements|Client Service|Market Making'
).split('|')

const citiesByArea: Record<string, string> = {
	EMEA: 'London|Frankfurt|Paris|Zürich|Geneva|Dublin|Madrid|Milan|Amsterdam|Stockholm|Oslo|Copenhagen|Helsinki|Warsaw|Vienna|Brussels|Luxembourg|Lisbon|Athens|İstanbul|Dubai|Abu Dhabi|Riyadh|Doha|Tel Aviv|Cairo|Casablanca|Lagos|Nairobi|Johannesburg|Kraków|Praha|Budapest|București',
	AMER: 'New York|Chicago|Boston|San Francisco|Los Angeles|Houston|Miami|Charlotte|Toronto|Montréal|Vancouver|Calgary|México|São Paulo|Rio de Janeiro|Buenos Aires|Santiago|Bogotá|Lima|Dallas|Atlanta|Stamford|Salt Lake City|Jersey City',
	APAC: 'Singapore|Hong Kong|Tokyo|Ōsaka|Seoul|Shanghai|Beijing|Shenzhen|Taipei|Mumbai|Bengaluru|New Delhi|Sydney|Melbourne|Perth|Auckland|Jakarta|Kuala Lumpur|Bangkok|Manila|Hà Nội|Hồ Chí Minh|Colombo|Dhaka|Karachi|Brisbane|Wellington|Pune',
}

const firstDayMs = Date.UTC(2021, 0, 4, 8)
const dayMs = 86_400_000

function groupId(random: Random): string {
	const plain = random.next() < 0.9
	return plain ? `65d4${random.hex(20)}` : `65d4${random.hex(8)}_${random.hex(4)}-${random.hex(3)}`
}

function groupOf(
	random: Random,
	serial: number,
	given: Partial<SandboxGroup> & { name: string; area: string | null },
): SandboxGroup {
	const createdAtMs = firstDayMs + random.below(900 * 86_400) * 1000
	return {
		id: groupId(random),
		description: `People on the ${given.name} desk`,
		type: 'ROLE_SCOPE',
		active: true,
		createdAtMs,
		modifiedAtMs: createdAtMs + random.below(400) * dayMs,
		memberCount: 3 + Math.floor(random.next() ** 3 * 1500),
		...given,
		serial,
	}
}

/** The pod's compliance groups: the landmarks, then desk × city. The same seed and sizes give the same groups. */
export function generateGroups(seed: number, size: number, users: number): SandboxGroup[] {
	const random = new Random(seed, 2)
	const groups = Object.values(landmarkGroups).map((landmark, serial) => groupOf(random, serial, landmark))
	const everyone = groups.find((group) => group.id === landmarkGroups.global.id)
	if (everyone) Object.assign(everyone, { memberCount: users, description: 'Everyone on the pod' })
	const taken = new Set(groups.map((group) => group.name))
	const places = Object.entries(citiesByArea).flatMap(([area, cities]) =>
		cities.split('|').flatMap((city) => desks.map((desk) => ({ name: `${desk} ${city}`, area }))),
	)
	const wanted = Math.max(size, fewestGroups) - groups.length
	const chosen = random.shuffled(places.filter(({ name }) => !taken.has(name))).slice(0, wanted)
	for (const place of chosen) {
		groups.push(groupOf(random, groups.length, { ...place, active: random.next() > 0.03 }))
	}
	return groups
}
