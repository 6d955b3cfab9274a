import type { Role } from '#lib/auth/permissions.ts'

/** Who is signed in, as the shell says it. */
export interface ShellPerson {
	name: string
	role: Role
}
