import type { ActionResult } from '#lib/action.ts'
import type { ErrorCode } from '#lib/errors.ts'
import { answerOf } from './answer-of.ts'

/** What stands between a person and the console: no session, or none that is recent enough. */
export interface SessionNeed {
	kind: 'sign_in' | 'confirm'
	/** Why, in the console's own sentence. */
	sentence: string
	/** Since when, by this browser's clock. */
	sinceMs: number
}

const kindOf: Partial<Record<ErrorCode, SessionNeed['kind']>> = {
	not_signed_in: 'sign_in',
	step_up_needed: 'confirm',
}

let need: SessionNeed | null = null
const listeners = new Set<() => void>()

/** What is needed now; `null`: nothing. The same object until it changes. */
export const currentNeed = () => need

/** Whether the console answers nothing but that one must sign in: until then, nothing is worth reading. */
export const isSignedOut = () => need?.kind === 'sign_in'

export function onNeedChange(listener: () => void): () => void {
	listeners.add(listener)
	return () => listeners.delete(listener)
}

function set(next: SessionNeed | null): void {
	need = next
	for (const listener of listeners) listener()
}

/** It is needed no longer. */
export const endNeed = () => set(null)

/** Why refusals were given since something was last needed and came. */
const unmet = new Set<string>()
const metListeners = new Set<(sentences: ReadonlySet<string>) => void>()

/** Told, once there is what was needed, the sentences of the refusals that are true no longer. */
export function onNeedMet(listener: (sentences: ReadonlySet<string>) => void): () => void {
	metListeners.add(listener)
	return () => metListeners.delete(listener)
}

/** There is what was needed: what was refused for want of it may be pressed again. */
export function meetNeed(): void {
	endNeed()
	const sentences = new Set(unmet)
	unmet.clear()
	for (const listener of metListeners) listener(sentences)
}

interface Refusal {
	code: ErrorCode | 'offline'
	message: string
}

function needOf({ code, message }: Refusal): SessionNeed | null {
	const kind = code === 'offline' ? undefined : kindOf[code]
	return kind ? { kind, sentence: message, sinceMs: Date.now() } : null
}

/** Looks at why a read was refused, which the screen makes over and over: said once. */
export function noteRefusedRead(refusal: Refusal): void {
	const found = needOf(refusal)
	if (found && (need === null || (found.kind === 'sign_in' && need.kind === 'confirm'))) set(found)
}

const otherListeners = new Set<() => void>()

/** Told that an action was refused because somebody else than the person whose page this is was signed in. */
export function onOtherPerson(listener: () => void): () => void {
	otherListeners.add(listener)
	return () => otherListeners.delete(listener)
}

/**
 * Passes an action's answer on, and has the person asked to sign in, or to confirm who they are, where that is why it
 * was refused. Every action that a component calls goes through here.
 */
export async function heed<T>(answer: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
	const result = await answerOf(answer)
	if (!result.ok && result.code === 'other_person') for (const listener of otherListeners) listener()
	const found = result.ok ? null : needOf(result)
	if (found) {
		unmet.add(found.sentence)
		set(found)
	}
	return result
}
