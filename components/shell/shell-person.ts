/** Who is signed in, as the shell says it. */
export interface ShellPerson {
	name: string
	roleName: string
}
