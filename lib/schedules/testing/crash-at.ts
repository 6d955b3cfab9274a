import { markSending, settleChange } from '#lib/changes/store.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { claimDueEnd } from '../due-ends.ts'
import { prepareEnd } from '../expire.ts'

/**
 * A process that walks through an end that has come and kills itself, without any clean-up, after a given step.
 * Argument: the step (claimed, intended, marked, sent, settled).
 */

const [step] = process.argv.slice(2)

function dieAfter(done: string): void {
	if (done === step) process.kill(process.pid, 'SIGKILL')
}

const end = await claimDueEnd()
if (!end) throw new Error('no end is due')
dieAfter('claimed')
const change = await prepareEnd(end)
if (!change) throw new Error('nothing is to be sent')
dieAfter('intended')
await markSending(change)
dieAfter('marked')
const outcome = await putAssignment(getPod(), change)
dieAfter('sent')
if (outcome.kind === 'applied') {
	await settleChange(change, { state: 'applied', confirmedBy: 'response', assignment: outcome.assignment }, 1)
}
dieAfter('settled')
