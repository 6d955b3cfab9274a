import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { heed } from '#components/api/heed.ts'
import type { ActionFailure, ActionResult } from '#lib/action.ts'
import type { AppliedChange, ChangeForm, PairView, Verdict } from '#lib/changes/schemas.ts'
import { codesOf, type Hold, holdFor } from './before-sending.ts'
import { pairQuery } from './use-pair.ts'

export type Phase = 'idle' | 'reading' | 'sending'

/** Why nothing was sent, or why it is not known; without a reference where the console gave no answer. */
type Failure = Pick<ActionFailure, 'message' | 'fieldErrors'> & {
	code: ActionFailure['code'] | 'offline'
	requestId: string | null
}

/** What became of pressing Apply, or File. */
export type Attempt<A> =
	| { kind: 'held'; hold: Exclude<Hold, null> }
	| { kind: 'confirm'; name: string }
	| { kind: 'failed'; failure: Failure }
	| { kind: 'answered'; answer: A }

const noAnswerToChange =
	'The console gave no answer, so whether the change was sent is not known. Look at the recent changes; trying again sends this same change, never a second one.'

/** What every form that is about a pair holds. */
type Wanted = Pick<ChangeForm, 'groupId' | 'userId' | 'shownWarnings'> &
	Partial<Pick<ChangeForm, 'confirmation'>>

interface Sending<T, A> {
	send: (values: T) => Promise<ActionResult<A>>
	onSending?: (values: T) => void
	/** What speaks against it before it is sent. */
	judge: (pair: PairView | undefined, values: T) => Verdict
	/** The sentence for the person where the console says nothing. */
	noAnswer?: string
}

/** Reads the pair where that is still to do, sends the form where nothing new speaks against it, one at a time. */
export function useApplyChange<T extends Wanted, A = AppliedChange>({
	send,
	onSending,
	judge,
	noAnswer = noAnswerToChange,
}: Sending<T, A>) {
	const client = useQueryClient()
	const [phase, setPhase] = useState<Phase>('idle')
	const isRunning = useRef(false)

	/** The pair as it must be before sending; `undefined` where the console cannot read it and the server decides. */
	async function readPair(values: T, isFresh: boolean): Promise<PairView | undefined> {
		const query = pairQuery(values)
		const known = client.getQueryData(query.queryKey)
		if (known && !isFresh) return known
		setPhase('reading')
		try {
			return await client.fetchQuery({ ...query, ...(isFresh ? { staleTime: 0 } : {}) })
		} catch {
			return undefined
		}
	}

	async function attempt(values: T): Promise<Attempt<A>> {
		const onScreen = client.getQueryData(pairQuery(values).queryKey)
		const shown = codesOf(judge(onScreen, values))
		let verdict = judge(await readPair(values, false), values)
		if (verdict.noChange && onScreen) verdict = judge(await readPair(values, true), values)
		const hold = holdFor(verdict, shown)
		if (hold) return { kind: 'held', hold }
		if (verdict.confirmation !== null && values.confirmation?.trim() !== verdict.confirmation)
			return { kind: 'confirm', name: verdict.confirmation }
		setPhase('sending')
		onSending?.(values)
		const result = await heed(send({ ...values, shownWarnings: codesOf(verdict) }))
		if (result.ok) return { kind: 'answered', answer: result.data }
		await client.invalidateQueries({ queryKey: pairQuery(values).queryKey })
		return { kind: 'failed', failure: result }
	}

	/** `null` where an earlier press is still at work. */
	async function apply(values: T): Promise<Attempt<A> | null> {
		if (isRunning.current) return null
		isRunning.current = true
		try {
			return await attempt(values)
		} catch {
			return { kind: 'failed', failure: { code: 'offline', message: noAnswer, requestId: null } }
		} finally {
			isRunning.current = false
			setPhase('idle')
		}
	}

	return { phase, apply }
}
