import { expect, test } from 'vitest'
import { roles } from '#lib/auth/permissions.ts'
import { liveScheduleStates } from '#lib/changes/schedule-store.ts'
import { changeStates, type PairState } from '#lib/changes/schemas.ts'
import { decidableStates } from '#lib/requests/offers.ts'
import { openRequestStates, requestKinds } from '#lib/requests/rules.ts'
import { requestStates } from '#lib/requests/schemas.ts'
import { scheduleStates } from '#lib/schedules/schemas.ts'
import {
	changeStateValues,
	decidableRequestStateValues,
	liveScheduleStateValues,
	openRequestStateValues,
	pairStateValues,
	requestKindValues,
	requestStateValues,
	roleValues,
	scheduleStateValues,
} from './values.ts'

test('rows may hold the very roles and states that the console knows', () => {
	expect(roleValues).toEqual(roles)
	expect(changeStateValues).toEqual(changeStates)
	expect(requestKindValues).toEqual(requestKinds)
	expect(requestStateValues).toEqual(requestStates)
	expect(openRequestStateValues).toEqual(openRequestStates)
	expect(decidableRequestStateValues).toEqual(decidableStates)
	expect(scheduleStateValues).toEqual(scheduleStates)
	expect(liveScheduleStateValues).toEqual(liveScheduleStates)
	// The type of the floors above has no list to compare with: a state more or less on either side does not compile.
	const known: Record<PairState, true> & Record<(typeof pairStateValues)[number], true> = {
		assigned: true,
		not_assigned: true,
		unreadable: true,
	}
	expect(pairStateValues.toSorted()).toEqual(Object.keys(known).toSorted())
})
