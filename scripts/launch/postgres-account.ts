import { spawnSync } from 'node:child_process'
import { AppError } from '#lib/errors.ts'
import { isRoot } from './files.ts'

/** How to run PostgreSQL's programs: as whom, and by way of which command. */
export interface PostgresAccount {
	/** Who must own the data; absent where that is the launcher's own user. */
	owner?: { uid: number; gid: number }
	/** The command and arguments that run `program`. */
	wrap(program: string, args: string[]): { command: string; args: string[]; uid?: number; gid?: number }
}

const user = 'postgres'

function numberFrom(command: string, args: string[]): number | null {
	const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
	return status === 0 ? Number.parseInt(stdout, 10) : null
}

function findUser(): { uid: number; gid: number } | null {
	const uid = numberFrom('id', ['-u', user])
	const gid = numberFrom('id', ['-g', user])
	return uid === null || gid === null ? null : { uid, gid }
}

function makeUser(): { uid: number; gid: number } {
	spawnSync('useradd', ['--system', '--user-group', '--no-create-home', user])
	const made = findUser()
	if (made) return made
	throw new AppError(
		'invalid_input',
		'PostgreSQL refuses to run as root, and no user “postgres” could be made for it: start Scopekeeper as another user, or set DATABASE_URL to a PostgreSQL of your own.',
	)
}

/**
 * Who runs PostgreSQL: this user, or as root (which PostgreSQL refuses) the system's user `postgres`, made where
 * it is missing. Where that user cannot pass through a folder on the way (root's home is closed to others), it
 * is given the right to pass, and no other, for these programs alone.
 *
 * @param initdb PostgreSQL's program of that name
 * @param folder where its data will lie; must exist
 * @throws AppError `invalid_input` where neither can be had
 */
export function postgresAccount(initdb: string, folder: string): PostgresAccount {
	if (!isRoot) return { wrap: (command, args) => ({ command, args }) }
	const owner = findUser() ?? makeUser()
	const plain: PostgresAccount = { owner, wrap: (command, args) => ({ command, args, ...owner }) }
	const withRight = (right: string): PostgresAccount => ({
		owner,
		wrap: (program, args) => ({
			command: 'setpriv',
			args: [
				`--reuid=${owner.uid}`,
				`--regid=${owner.gid}`,
				'--clear-groups',
				// Without it the right would not hold where a program asks before it opens, as PostgreSQL's do.
				'--securebits=+no_setuid_fixup',
				`--inh-caps=+${right}`,
				`--ambient-caps=+${right}`,
				program,
				...args,
			],
		}),
	})
	// Containers often hold back the narrower right and leave the wider one.
	const accounts = [plain, withRight('dac_read_search'), withRight('dac_override')]
	const account = accounts.find((candidate) => reaches(candidate, initdb, folder))
	if (account) return account
	throw new AppError(
		'invalid_input',
		`PostgreSQL refuses to run as root, and its user “postgres” cannot enter ${folder}: move Scopekeeper and DATA_DIR out of closed folders, start it as another user, or set DATABASE_URL.`,
	)
}

/** Asks `initdb` what it would do: it looks for its fellow programs and files, and for its user's name. */
function reaches(account: PostgresAccount, initdb: string, folder: string): boolean {
	const script = 'cd "$1" && exec "$2" --show --pgdata="$1"'
	const { command, args, ...identity } = account.wrap('/bin/sh', ['-c', script, 'sh', folder, initdb])
	return spawnSync(command, args, { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
}
