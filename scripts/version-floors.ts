/** A version below which Scopekeeper does not run rightly, or must not run. */
export interface Floor {
	package: string
	floor: string
	/** What was put right, or came, in that version. */
	reason: string
}

export const nodeFloor: Floor = {
	package: 'node',
	floor: '24.0.0',
	reason: 'its JSON.parse tells the digits of a number as they came, which identifiers above 2^53 need',
}

/** Each line was looked up; whoever raises a floor says why here. */
export const floors: readonly Floor[] = [
	nodeFloor,
	{
		package: 'next',
		floor: '16.4.5',
		reason:
			'the project’s security floor; below lie the ways past proxy.ts by prefetch and segment routes (GHSA-267c-6grr-h53f, GHSA-26hh-7cqf-hhc6)',
	},
	{
		package: 'next-auth',
		floor: '4.24.15',
		reason:
			'GHSA-xmf8-cvqr-rfgj and GHSA-x445-f3h2-j279: a malformed bearer header, and sign-in cookies that were not held to their provider',
	},
	{
		package: 'jose',
		floor: '4.15.5',
		reason:
			'CVE-2024-28176: a small encrypted token that grows without bounds; next-auth decrypts cookies with it',
	},
	{
		package: 'pg',
		floor: '8.23.1',
		reason:
			'the certificate of a server that is addressed by its IP was compared with the name “localhost” (brianc/node-postgres#3756)',
	},
	{
		package: 'drizzle-orm',
		floor: '0.45.2',
		reason: 'CVE-2026-39356: names of tables and columns were not escaped',
	},
	{ package: 'zod', floor: '4.0.0', reason: 'zod/mini, by which forms carry their rules into the browser' },
]

const numbersOf = (version: string) => (version.split(/[-+]/)[0] ?? '').split('.').map(Number)

/** Whether a version comes before another; what leads up to a version comes before it. */
export function isBelow(version: string, floor: string): boolean {
	const [one, other] = [numbersOf(version), numbersOf(floor)]
	for (const [at, least] of other.entries()) {
		const number = one[at] ?? 0
		if (number !== least) return !(number > least)
	}
	return version.includes('-')
}

interface LockFile {
	packages: Record<string, { version?: string }>
}

/** Every copy of a package in a lock file that lies below its floor, and every floor that is about nothing there. */
export function findBelowFloors({ packages }: LockFile, held: readonly Floor[] = floors): string[] {
	return held.flatMap(({ package: name, floor, reason }) => {
		const copies = Object.entries(packages).filter(
			([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
		)
		if (copies.length === 0) return [`${name} has a floor and is no dependency: take the floor out.`]
		return copies
			.filter(([, { version = '0' }]) => isBelow(version, floor))
			.map(([path, { version }]) => `${path} is ${version}, and has to be ${floor} or newer: ${reason}.`)
	})
}
