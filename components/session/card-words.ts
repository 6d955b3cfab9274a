import type { SessionLimits } from '#lib/auth/session-limits.ts'
import type { CardWords } from './session-card.tsx'
import { leftWords, type Standing } from './session-standing.ts'

/** What there is to say of a session. */
export type Shown =
	| Exclude<Standing, { kind: 'fine' }>
	| { kind: 'ended' }
	| { kind: 'returned' }
	| { kind: 'confirmed' }

/** It in words: what happens, when, and what becomes of the page. */
export function cardWords(shown: Shown, { maxMs }: SessionLimits): CardWords {
	switch (shown.kind) {
		case 'idle':
			return {
				kind: 'ending',
				title: `You will be signed out in ${leftWords(shown.leftMs)}`,
				text: 'Nothing was done here for a while.',
			}
		case 'end':
			return {
				kind: 'ending',
				title: `Your session ends in ${leftWords(shown.leftMs)}`,
				text: `A session lasts ${Math.round(maxMs / 3_600_000)} hours at most. Sign in again in a new tab: this page stays as it is.`,
			}
		case 'ended':
			return {
				kind: 'ended',
				title: 'You are signed out',
				text: 'This page stays as you left it, and goes on once you have signed in again.',
			}
		case 'returned':
			return {
				kind: 'back',
				title: 'You are signed in again',
				text: 'This page is as you left it. What was refused meanwhile, do again.',
			}
		case 'confirmed':
			return {
				kind: 'back',
				title: 'Thank you: it is confirmed that it is you',
				text: 'This page is as you left it. Press the button again.',
			}
	}
}
