import 'server-only'
import { oncePerProcess } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { forgetPlaces } from './forget-places.ts'

const minute = 60_000

/** Forgets what ended sessions need not hold, for as long as the process lives. Started once per process. */
export function startSessionWork(): void {
	oncePerProcess('auth.background', () => {
		void repeat('forgetting where ended sessions were opened', 5 * minute, forgetPlaces)
	})
}
