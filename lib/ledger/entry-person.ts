import type { EntryActor } from './schemas.ts'

/** A person as the record names them, for ever. */
export const who = ({ issuer, subject }: EntryActor): EntryActor => ({ issuer, subject })

interface Told {
	name: string
	email: string | null
	role: string
}

/** What is told of a person in an entry's details. */
export const byOf = ({ name, email, role }: Told): Told & { [key: string]: string | null } => ({
	name,
	email,
	role,
})
