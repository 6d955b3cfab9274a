import { useCallback, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { can } from '#lib/auth/permissions.ts'
import type { DecisionSurroundings } from './decision/surroundings.ts'
import type { Verb } from './decision/use-decide.ts'
import { queueTabOf, requestIdOf, shownTab } from './desk-address.ts'
import type { DeskCommand } from './keys/key-command.ts'
import { useDeskKeys } from './keys/use-desk-keys.ts'
import { useLetterKeys } from './keys/use-letter-keys.ts'
import { useQueue } from './queue/use-queue.ts'
import { useDeskCounts } from './request-queries.ts'
import type { DeskProps } from './requests-desk.tsx'
import { useClaimByKey } from './use-claim-by-key.ts'
import { useDeskAddress } from './use-desk-address.ts'
import { useSayOutcome } from './use-say-outcome.ts'
import { useServerNow } from './use-server-now.ts'

/** All that happens at the desk: what is shown and open, what the keys do, and what is said aloud. */
export function useDesk({ viewer, settings, start }: DeskProps) {
	const { address, go } = useDeskAddress()
	const nowMs = useServerNow(start.nowMs)
	const { lettersOn } = useLetterKeys()
	const [isHelpOpen, setIsHelpOpen] = useState(false)
	const [panel, setPanel] = useState<{ requestId: number; verb: Verb } | null>(null)
	const formRef = useRef<HTMLFormElement>(null)
	const decides = can(viewer.role, 'decide_requests')
	const tab = shownTab(viewer.role, address.tab)
	const counts = useDeskCounts(start).data
	const openId = address.request === null ? null : requestIdOf(address.request)
	const queueTab = queueTabOf(tab)
	const queue = useQueue({ tab: queueTab, filter: address, openId, start })
	const { said, say, sayOutcome } = useSayOutcome(tab)
	const { open, takesFocus } = useOpening(openId, go)
	const claim = useClaimByKey(open, say)
	const shownPanel = panel?.requestId === openId ? (panel?.verb ?? null) : null

	const askHelp = () => setIsHelpOpen(true)

	/** What a letter is about: the line that has the focus, or else the request that is open. */
	const subject = () => queue.focused() ?? openId

	function openPanel(verb: Verb): void {
		const requestId = subject()
		if (!decides || requestId === null) return
		if (requestId !== openId) open(requestId)
		setPanel({ requestId, verb })
	}

	function openNext(): void {
		const next = queue.after(openId)
		if (next === undefined) say('Nothing comes after this.')
		else open(next)
	}

	function claimSubject(): void {
		const requestId = subject()
		if (decides && requestId !== null) claim(requestId)
	}

	function closePanel(): void {
		setPanel(null)
		document.getElementById('decision-title')?.focus()
	}

	// On the screen before the next key comes: it is meant for the field that this one led to.
	const commands: Record<DeskCommand, () => void> = {
		next_row: () => queue.move(1),
		previous_row: () => queue.move(-1),
		next_request: openNext,
		claim: claimSubject,
		approve: () => flushSync(() => openPanel('approve')),
		reject: () => flushSync(() => openPanel('reject')),
		help: askHelp,
		decide: () => formRef.current?.requestSubmit(),
		close_panel: () => flushSync(closePanel),
	}
	const { hold } = useDeskKeys({
		lettersOn,
		isPanelOpen: shownPanel !== null,
		formRef,
		run: (command) => commands[command](),
	})

	const surroundings: DecisionSurroundings = {
		viewer: { id: viewer.id, seesRecord: can(viewer.role, 'read_whole_record'), decides },
		settings,
		nowMs,
		lettersOn,
		panel: shownPanel,
		formRef,
		takesFocus,
		onClosePanel: closePanel,
		onSay: say,
		onHelp: askHelp,
		onBack: () => go({ request: null }),
		onDecided: (request) => {
			hold()
			setPanel(null)
			void sayOutcome(request)
		},
		onOutcome: (request) => void sayOutcome(request),
	}
	return {
		address,
		go,
		tab,
		counts,
		queueTab,
		queue,
		openId,
		open,
		decides,
		nowMs,
		said,
		isHelpOpen,
		askHelp,
		closeHelp: () => setIsHelpOpen(false),
		surroundings,
	}
}

/** Opens a request, and leads the focus to its heading once it is there. */
function useOpening(openId: number | null, go: ReturnType<typeof useDeskAddress>['go']) {
	const isFocusWanted = useRef(false)
	const open = (requestId: number) => {
		if (requestId === openId) return void document.getElementById('decision-title')?.focus()
		isFocusWanted.current = true
		go({ request: String(requestId) })
	}
	const takesFocus = useCallback(() => {
		const wanted = isFocusWanted.current
		isFocusWanted.current = false
		return wanted
	}, [])
	return { open, takesFocus }
}
