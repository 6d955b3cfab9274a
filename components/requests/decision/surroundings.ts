import type { RefObject } from 'react'
import type { RequestSettings, RequestView } from '#lib/requests/schemas.ts'
import type { Verb } from './use-decide.ts'

/** What the desk gives to the request that is open on it. */
export interface DecisionSurroundings {
	viewer: { id: string; seesRecord: boolean; decides: boolean }
	settings: RequestSettings
	nowMs: number
	lettersOn: boolean
	panel: Verb | null
	formRef: RefObject<HTMLFormElement | null>
	/** Whether the heading takes the focus, because the viewer has just opened it. Asked once. */
	takesFocus: () => boolean
	onClosePanel: () => void
	/** Said aloud. */
	onSay: (words: string) => void
	onHelp: () => void
	onBack: () => void
	onDecided: (request: RequestView) => void
	/** What the viewer decided came to something else since. */
	onOutcome: (request: RequestView) => void
}
