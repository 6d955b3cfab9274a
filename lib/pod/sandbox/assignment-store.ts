import { assignmentId, type SandboxAssignment } from './assignments-data.ts'
import type { Journal, JournalChange } from './journal.ts'

const pairKey = (groupId: string, userId: string) => `${userId} ${groupId}`

/** The assignments as they stand: what was generated, and the changes made since. */
export class AssignmentStore {
	readonly #generated: readonly SandboxAssignment[]
	#journal: Journal | null = null
	#byPair = new Map<string, SandboxAssignment>()
	#byGroup = new Map<string, SandboxAssignment[]>()
	#byUser = new Map<string, SandboxAssignment[]>()
	#activeInGroup = new Map<string, number>()

	constructor(generated: readonly SandboxAssignment[]) {
		this.#generated = generated
		this.#startOver()
	}

	/** Replays the changes of an earlier run and keeps the coming ones. */
	continueFrom(journal: Journal, changes: readonly JournalChange[]): void {
		this.#journal = journal
		for (const change of changes) this.#apply(change)
	}

	find(groupId: string, userId: string): SandboxAssignment | undefined {
		return this.#byPair.get(pairKey(groupId, userId))
	}

	/** In the order of creation. */
	ofGroup(groupId: string): readonly SandboxAssignment[] {
		return this.#byGroup.get(groupId) ?? []
	}

	/** In the order of creation. */
	ofUser(userId: string): readonly SandboxAssignment[] {
		return this.#byUser.get(userId) ?? []
	}

	countActive(groupId: string): number {
		return this.#activeInGroup.get(groupId) ?? 0
	}

	/**
	 * Makes or changes the assignment of a pair. Assigning moves the date of the last addition, also of a pair
	 * already assigned, and unassigning that of the last removal; the published page does not promise otherwise.
	 */
	put(groupId: string, userId: string, active: boolean): { assignment: SandboxAssignment; isNew: boolean } {
		const isNew = this.find(groupId, userId) === undefined
		const change = { groupId, userId, active, atMs: Date.now() }
		this.#journal?.append(change)
		return { assignment: this.#apply(change), isNew }
	}

	/** Back to the assignments as generated; the changes since are forgotten. */
	reset(): void {
		this.#journal?.clear()
		this.#startOver()
	}

	close(): void {
		this.#journal?.close()
		this.#journal = null
	}

	#startOver(): void {
		this.#byPair = new Map()
		this.#byGroup = new Map()
		this.#byUser = new Map()
		this.#activeInGroup = new Map()
		for (const assignment of this.#generated) this.#add({ ...assignment })
	}

	#add(assignment: SandboxAssignment): void {
		this.#byPair.set(pairKey(assignment.groupId, assignment.userId), assignment)
		const ofGroup = this.#byGroup.get(assignment.groupId)
		if (ofGroup) ofGroup.push(assignment)
		else this.#byGroup.set(assignment.groupId, [assignment])
		const ofUser = this.#byUser.get(assignment.userId)
		if (ofUser) ofUser.push(assignment)
		else this.#byUser.set(assignment.userId, [assignment])
		if (assignment.active) this.#count(assignment.groupId, 1)
	}

	#count(groupId: string, step: 1 | -1): void {
		this.#activeInGroup.set(groupId, this.countActive(groupId) + step)
	}

	#apply({ groupId, userId, active, atMs }: JournalChange): SandboxAssignment {
		let assignment = this.find(groupId, userId)
		if (assignment === undefined) {
			const id = assignmentId(groupId, userId)
			const serial = this.#byPair.size
			assignment = { id, groupId, userId, active: false, lastAddedAtMs: null, lastRemovedAtMs: null, serial }
			this.#add(assignment)
		}
		if (active !== assignment.active) this.#count(groupId, active ? 1 : -1)
		assignment.active = active
		if (active) assignment.lastAddedAtMs = atMs
		else assignment.lastRemovedAtMs = atMs
		return assignment
	}
}
