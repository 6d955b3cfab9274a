import type { z } from 'zod'
import type { wireAssignment, wireCandidate, wireGroup, wireUser } from './contract.ts'
import type { AssigneeCandidate, Assignment, Group, PodUser } from './model.ts'

/** The pod's wire shapes, once parsed, in the console's own terms: absent fields become `null`. */

const fullName = (first: string | undefined, last: string | undefined) =>
	[first, last].filter((part) => part?.trim()).join(' ') || null

export function toGroup(wire: z.output<typeof wireGroup>): Group {
	return {
		id: wire.id,
		name: wire.name ?? null,
		area: wire.area ?? null,
		description: wire.description ?? null,
		type: wire.type ?? null,
		active: wire.active ?? null,
		memberCount: wire.memberCount ?? null,
		assigneeCount: wire.assigneeCount ?? null,
		createdAtMs: wire.createdDate ?? null,
		modifiedAtMs: wire.modifiedDate ?? null,
	}
}

export function toPodUser(wire: z.output<typeof wireUser>): PodUser {
	return {
		id: wire.id,
		username: wire.username ?? null,
		name: wire.displayName?.trim() || fullName(wire.firstName, wire.lastName),
		emailAddress: wire.emailAddress ?? null,
		title: wire.title ?? null,
		department: wire.department ?? null,
		roles: wire.roles ?? null,
	}
}

export function toCandidate(wire: z.output<typeof wireCandidate>): AssigneeCandidate {
	return {
		id: wire.userId,
		username: wire.username ?? null,
		name: fullName(wire.firstName, wire.surname),
		emailAddress: wire.emailAddress ?? null,
		title: null,
		department: null,
		roles: wire.roles ?? null,
		canBeAssigned: wire.canBeAssigned ?? null,
	}
}

export function toAssignment(wire: z.output<typeof wireAssignment>): Assignment {
	const { group, user } = wire
	return {
		id: wire.id ?? null,
		groupId: wire.groupId ?? group?.id ?? null,
		group: group
			? {
					name: group.name ?? null,
					area: group.area ?? null,
					type: group.type ?? null,
					active: group.active ?? null,
				}
			: null,
		userId: wire.userId ?? user?.id ?? null,
		user: user
			? {
					username: user.username ?? null,
					name: fullName(user.firstName, user.lastName),
					emailAddress: user.emailAddress ?? null,
				}
			: null,
		userRoles: wire.userRoles ?? null,
		active: wire.active ?? null,
		lastAddedAtMs: wire.lastAddedDate ?? null,
		lastRemovedAtMs: wire.lastRemovedDate ?? null,
	}
}
