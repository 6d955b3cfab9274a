import { useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { viewer } from '#components/api/viewer.ts'
import { newOperationId } from '#components/assign/new-operation-id.ts'
import { announce } from '#components/ui/announcer.tsx'
import { Button } from '#components/ui/button.tsx'
import { heldTo } from '#components/ui/held-to.ts'
import { TextArea } from '#components/ui/text-field.tsx'
import { commentRequestAction } from '#lib/requests/actions.ts'
import { commentProblem } from '#lib/requests/rules.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { agoWords, minuteWords } from '../due-words.ts'
import { useRequestAction } from '../use-request-action.ts'

interface CommentsProps {
	request: RequestView
	nowMs: number
	/** Given the request with the comment that was written. */
	onAnswer: (request: RequestView) => void
}

/** What was said of the request, and a box to say more. */
export function Comments({ request, nowMs, onAnswer }: CommentsProps) {
	const { comments, offers, isErased } = request
	const canWrite = offers.includes('comment')
	const [isWriting, setIsWriting] = useState(false)
	const heading = useRef<HTMLHeadingElement>(null)
	/** What was written in goes away, and the focus with it. */
	const close = () => {
		setIsWriting(false)
		heading.current?.focus()
	}
	if (comments.length === 0 && !canWrite) return null
	return (
		<section aria-labelledby="comments" className="grid gap-2.5">
			<div className="flex min-h-[30px] items-center justify-between gap-4">
				<h3 id="comments" ref={heading} tabIndex={-1} className="text-note font-semibold outline-none">
					{comments.length === 0 ? 'No comment yet' : 'Comments'}
				</h3>
				{canWrite && !isWriting ? (
					<Button size="small" onClick={() => setIsWriting(true)} className="print:hidden">
						Comment
					</Button>
				) : null}
			</div>
			{comments.length === 0 ? null : (
				<ul className="grid gap-2.5">
					{comments.map(({ id, by, at, text }) => (
						<li key={id} className="border-l-2 border-line-strong pl-3 print:break-inside-avoid">
							<p className="text-small text-ink-3">
								<bdi className="font-semibold text-ink-2">{by.name}</bdi>,{' '}
								<time dateTime={at} title={minuteWords(Date.parse(at))}>
									{agoWords(Date.parse(at), nowMs)}
								</time>
							</p>
							<p className="whitespace-pre-line [overflow-wrap:anywhere]">
								{text === '' && isErased ? (
									<span className="text-ink-3">Erased when its retention ended</span>
								) : (
									<bdi>{text}</bdi>
								)}
							</p>
						</li>
					))}
				</ul>
			)}
			{canWrite && isWriting ? (
				<CommentBox
					requestId={request.id}
					onAnswer={(answer) => {
						close()
						announce('The comment is added.')
						onAnswer(answer)
					}}
					onCancel={close}
				/>
			) : null}
		</section>
	)
}

interface CommentBoxProps extends Pick<CommentsProps, 'onAnswer'> {
	requestId: number
	onCancel: () => void
}

function CommentBox({ requestId, onAnswer, onCancel }: CommentBoxProps) {
	const { running, run } = useRequestAction(requestId)
	const [commentId] = useState(newOperationId)
	const { register, handleSubmit, setError, setFocus, formState } = useForm({ defaultValues: { text: '' } })
	const submit = handleSubmit(async ({ text }) => {
		const answer = await run('comment', () => commentRequestAction({ commentId, requestId, text }, viewer()))
		if (!answer) return
		if (!answer.ok) return setError('text', { message: answer.message })
		onAnswer(answer.data)
	})
	useEffect(() => setFocus('text'), [setFocus])
	return (
		<form
			noValidate
			aria-label="Comment"
			onSubmit={(event) => {
				event.preventDefault()
				void submit()
			}}
			onKeyDown={(event) => {
				if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.repeat) {
					event.currentTarget.requestSubmit()
				}
			}}
			className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end print:hidden"
		>
			<TextArea
				label="Comment"
				hint="everyone who sees this request reads it"
				rows={1}
				readOnly={running !== null}
				error={formState.errors.text?.message}
				{...register('text', { validate: heldTo(commentProblem) })}
			/>
			<div className="flex justify-end gap-1.5">
				<Button look="bare" onClick={onCancel} disabled={running !== null}>
					Cancel
				</Button>
				<Button type="submit" busy={running !== null}>
					Add comment
				</Button>
			</div>
		</form>
	)
}
