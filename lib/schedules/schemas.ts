import * as z from 'zod/mini'
import { reasonSchema } from '#lib/changes/schemas.ts'

export const scheduleIdSchema = z.object({ scheduleId: z.uuid() })

/** `stopped`: an officer must look; `replaced`: by a later end; `dropped`: the assignment stands without one. */
export const scheduleStates = ['set', 'stopped', 'ended', 'replaced', 'dropped'] as const
export type ScheduleState = (typeof scheduleStates)[number]

/** The end of an assignment. Times are ISO 8601. */
export interface ScheduleView {
	id: string
	/** The request by which it was set. */
	requestId: number
	groupId: string
	groupName: string | null
	userId: string
	userName: string | null
	endsAt: string
	state: ScheduleState
	/** Its time has passed a minute ago or more, and the pod has not confirmed yet. */
	isLate: boolean
	attempts: number
	nextTryAt: string
	/** What came of the last try, or why it stopped. */
	problem: string | null
	/** Whether the group is left without an assignee by it; `null`: not known. */
	leavesNoAssignee: boolean | null
	/** Who said that it may end as it stands. */
	letEnd: { by: string; at: string } | null
	closedAt: string | null
	/** What the viewer may do with it. */
	offers: ('extend' | 'let_end' | 'drop')[]
}

/** Takes away an end that stopped: what was assigned elsewhere since stands by itself. */
export const dropFormSchema = z.extend(scheduleIdSchema, { reason: reasonSchema })
