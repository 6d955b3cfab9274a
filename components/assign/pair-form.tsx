import { type ReactNode, useRef } from 'react'
import { keepEnterFromSubmitting } from '#components/ui/keep-enter-from-submitting.ts'
import { useApplyShortcut } from './use-apply-shortcut.ts'

interface PairFormProps {
	label: string
	/** Whether an answer is awaited: nothing is sent again. */
	isLocked: boolean
	submit: () => Promise<unknown>
	children: ReactNode
}

/** A page's form about a pair: sent by its button, or by Enter with ⌘ or Ctrl from anywhere on the page. */
export function PairForm({ label, isLocked, submit, children }: PairFormProps) {
	const element = useRef<HTMLFormElement>(null)
	useApplyShortcut(element)
	return (
		<form
			ref={element}
			noValidate
			aria-label={label}
			onSubmit={(event) => {
				event.preventDefault()
				if (!isLocked) void submit()
			}}
			onKeyDown={keepEnterFromSubmitting}
			className="grid grid-cols-[minmax(0,1fr)] gap-[18px] rounded-card border border-line bg-surface p-[22px] shadow-card max-sm:p-4 print:hidden"
		>
			{children}
		</form>
	)
}
