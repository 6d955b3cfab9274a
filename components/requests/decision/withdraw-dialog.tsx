'use client'

import { useRefusal } from '#components/api/use-refusal.ts'
import { viewer } from '#components/api/viewer.ts'
import { Button } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/modal.tsx'
import { Note } from '#components/ui/note.tsx'
import { withdrawRequestAction } from '#lib/requests/actions.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { useRequestAction } from '../use-request-action.ts'
import { requestTitle } from '../words.ts'

interface WithdrawDialogProps {
	request: RequestView
	onClose: () => void
	/** Given the request once it is withdrawn. */
	onAnswer: (request: RequestView) => void
}

/** Asks once more before one's own request is taken back, which nothing undoes. */
export function WithdrawDialog({ request, onClose, onAnswer }: WithdrawDialogProps) {
	const { running, run } = useRequestAction(request.id)
	const [problem, setProblem] = useRefusal()

	async function withdraw() {
		setProblem(null)
		const answer = await run('withdraw', () => withdrawRequestAction({ requestId: request.id }, viewer()))
		if (answer?.ok) onAnswer(answer.data)
		else if (answer) setProblem(answer.message)
	}

	return (
		<Modal
			label="Withdraw this request"
			onClose={onClose}
			className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-card p-[22px] max-sm:p-4"
		>
			<div className="grid gap-4">
				<div>
					<h2 className="text-lead font-semibold">Withdraw this request</h2>
					<p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
						{requestTitle(request)}. Nobody decides it any more; it can be asked for again.
					</p>
				</div>
				{problem === null ? null : (
					<Note tone="bad" role="alert">
						{problem}
					</Note>
				)}
				<div className="flex flex-wrap justify-end gap-2.5">
					<Button onClick={onClose}>Keep it</Button>
					<Button look="primary" busy={running !== null} onClick={() => void withdraw()}>
						Withdraw request
					</Button>
				</div>
			</div>
		</Modal>
	)
}
