import 'server-only'
import { log } from '#lib/log.ts'
import { oncePerProcess } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { readRecordSize } from './prove.ts'
import { sendCheckpoints } from './send-checkpoints.ts'
import { readNewestCheckpoint, takeCheckpoint } from './take-checkpoint.ts'
import { verifyNightly } from './verifications.ts'

const second = 1_000
/** Together with the pause between two looks, less than the minute that is promised. */
const checkpointEveryMs = 45 * second

/** Keeps the record's checkpoints and verifications going for as long as the process lives. Started once per process. */
export function startRecordWork(): void {
	oncePerProcess('ledger.background', () => {
		void repeat('taking a checkpoint', 5 * second, takeDueCheckpoint)
		void repeat('sending checkpoints', second, sendCheckpoints)
		void repeat('the nightly verification', 60 * second, verifyNightly)
	})
}

/** Signs where something is new and the newest checkpoint is old enough, so that a busy record is not signed all the time. */
export async function takeDueCheckpoint(): Promise<void> {
	const newest = await readNewestCheckpoint()
	if (newest && Date.now() - newest.signedAt.getTime() < checkpointEveryMs) return
	if (newest?.size === (await readRecordSize())) return
	const { size } = await takeCheckpoint()
	log().info({ kind: 'background', size }, 'a checkpoint was signed')
}
