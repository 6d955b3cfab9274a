import { env } from '#lib/env.ts'
import type { Role } from './permissions.ts'

/** Someone who can sign in to the sandbox. Each is also a user of the sandbox pod, by e-mail and username. */
export interface SandboxPerson {
	id: string
	name: string
	username: string
	email: string
	role: Role
}

const person = (name: string, username: string, role: Role): SandboxPerson => {
	const id = name.toLowerCase().replace(' ', '.')
	return { id, name, username, email: `${id}@example.com`, role }
}

/** The first person of each role is the one behind its button. */
const sandboxPeople: readonly SandboxPerson[] = [
	person('Jo Fenwick', 'jfenwick', 'officer'),
	person('Priya Nair', 'pnair', 'support'),
	person('Ingrid Solheim', 'isolheim', 'auditor'),
	person('Noor Haddad', 'nhaddad', 'administrator'),
	person('Sam Okafor', 'sokafor', 'officer'),
	person('Lena Brandt', 'lbrandt', 'officer'),
	person('Tomas Vidal', 'tvidal', 'support'),
	person('Marcus Webb', 'mwebb', 'auditor'),
	person('Dana Whitlock', 'dwhitlock', 'administrator'),
]

export type SignInOptions = { kind: 'oidc' } | { kind: 'sandbox'; people: readonly SandboxPerson[] }

/** How people sign in here. Role buttons exist with the sandbox pod alone, whatever a page says. */
export function signInOptions(): SignInOptions {
	const { oidc, pod } = env()
	return oidc || !pod.sandbox ? { kind: 'oidc' } : { kind: 'sandbox', people: sandboxPeople }
}
