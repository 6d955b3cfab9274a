import 'server-only'
import { processSingleton } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { expireDue } from './expire.ts'
import { atOnce } from './turns.ts'

const second = 1_000

/** Carries out the ends of assignments for as long as the process lives. Started once per process. */
export function startScheduleWork(): void {
	processSingleton('schedules.background', () => {
		for (let worker = 0; worker < atOnce; worker++) void repeat('carrying out ends', second, expireDue)
		return true
	})
}
