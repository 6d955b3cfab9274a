import type { Actor } from '#lib/auth/session-store.ts'
import { keepLogQuiet } from '#lib/log.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { markSending, settleChange } from '../store.ts'
import { intendChange } from './intend-change.ts'

/**
 * A process that walks the life of a change and kills itself, without any clean-up, after a given step.
 * Arguments: the step (intended, marked, sent, settled), the actor and the pair as JSON.
 */

// What it prints is read by whoever started it.
keepLogQuiet()

const [step, actorJson = '{}', pairJson = '{}'] = process.argv.slice(2)
const actor = JSON.parse(actorJson) as Actor
const { groupId, userId } = JSON.parse(pairJson) as { groupId: string; userId: string }

function dieAfter(done: string): void {
	if (done === step) process.kill(process.pid, 'SIGKILL')
}

const change = await intendChange(actor, { groupId, userId })
process.stdout.write(change.id)
dieAfter('intended')
await markSending(change)
dieAfter('marked')
const outcome = await putAssignment(getPod(), { groupId, userId, active: true })
dieAfter('sent')
if (outcome.kind === 'applied') {
	await settleChange(change, { state: 'applied', confirmedBy: 'response', assignment: outcome.assignment }, 1)
}
dieAfter('settled')
