/** Something that was read, that the pod says does not exist, or that could not be read; `problem` is a sentence. */
export type Fact<T> =
	| { state: 'found'; value: T }
	| { state: 'not_found' }
	| { state: 'unreadable'; problem: string }

/** A list as far as it was read; `complete` is false where the pod had more than was asked for. */
export type ListFact<T> =
	| { state: 'read'; items: T[]; complete: boolean }
	| { state: 'unreadable'; problem: string }
