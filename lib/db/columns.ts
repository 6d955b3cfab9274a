import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { customType, timestamp } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A transaction's identity, as the server numbers them: 64 bits, as text. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/** A moment to the millisecond, so that a `Date` read from a row finds the same row again. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** `name in ('a', 'b')`, for a CHECK. The values are written here, never given by anybody. */
export function isOneOf(name: string, values: readonly string[]): SQL {
	return sql.raw(`"${name}" in (${values.map((value) => `'${value}'`).join(', ')})`)
}

/**
 * One member of an entry's body, for a generated column. `jsonb` refuses an escaped NUL, which an entry may hold:
 * it is read as U+FFFD here, and stays what it is in the entry's own text.
 */
export function fromBody(...path: string[]): SQL {
	return sql.raw(`replace("text"${intoBody(path)}`)
}

/** The same of a table's text, whatever the table is called: what an index over `fromBody` answers. */
export function bodyMember(text: SQLWrapper, ...path: string[]): SQL {
	return sql`(replace(${text}${sql.raw(intoBody(path))})`
}

function intoBody(path: string[]): string {
	const steps = path.map((key, index) => `${index === path.length - 1 ? '->>' : '->'} '${key}'`)
	return `, '\\u0000', '\\ufffd')::jsonb -> 'body' ${steps.join(' ')}`
}

/** The entry's time: the text ends in `"time":"2026-01-31T09:30:00.000Z"}`, always in this width. */
export function timeOfEntry(): SQL {
	const part = (from: number, length: number) => `substr(right("text", 26), ${from}, ${length})`
	const date = `${part(1, 4)}::int, ${part(6, 2)}::int, ${part(9, 2)}::int`
	const time = `${part(12, 2)}::int, ${part(15, 2)}::int, ${part(18, 6)}::double precision`
	return sql.raw(`timezone('UTC', make_timestamp(${date}, ${time}))`)
}

/** Whether an entry is an operation's first: all are, but those that tell how a change went on. */
export function beginsOperation(): SQL {
	const action = `replace("text", '\\u0000', '\\ufffd')::jsonb -> 'body' ->> 'action'`
	return sql.raw(`coalesce((${action}) = 'change.intended' or (${action}) not like 'change.%', true)`)
}

/** Reason and ticket of an entry's details, as they are searched. */
export function searchedWords(): SQL {
	const member = (name: string) => `(replace("details", '\\u0000', '\\ufffd')::jsonb ->> '${name}')`
	return sql.raw(`lower(${member('reason')} || coalesce(' ' || ${member('ticket')}, ''))`)
}
