import { useCallback, useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { useRefusal } from '#components/api/use-refusal.ts'
import type { Hold } from './before-sending.ts'
import type { Attempt } from './use-apply-change.ts'

export interface Refusal {
	message: string
	requestId: string | null
}

/** Why a form's last attempt was not taken: what is said beside the form, and at its fields. */
export function useRefusals<T extends FieldValues>({ getValues, setError }: UseFormReturn<T>) {
	const [hold, setHold] = useState<Hold>(null)
	const [refusal, setRefusal] = useRefusal<Refusal>()

	const isField = (name: string): name is Path<T> => name in getValues()

	function showAtFields(errors: Record<string, string>) {
		const names = Object.keys(errors).filter(isField)
		names.forEach((name, index) => {
			setError(name, { message: errors[name] ?? '' }, { shouldFocus: index === 0 })
		})
	}

	function show(attempt: Exclude<Attempt<never>, { kind: 'answered' }>) {
		switch (attempt.kind) {
			case 'held':
				setHold(attempt.hold)
				return
			case 'confirm':
				showAtFields({ confirmation: `Type the group’s name, ${attempt.name}, to go on.` })
				return
			case 'failed':
				if (attempt.failure.code === 'warnings_changed') setHold('new_warnings')
				else {
					setRefusal(attempt.failure)
					showAtFields(attempt.failure.fieldErrors ?? {})
				}
		}
	}

	// The same function each time: effects may name it.
	const clear = useCallback(() => {
		setHold(null)
		setRefusal(null)
	}, [setRefusal])

	return { hold, refusal, show, clear, clearHold: () => setHold(null) }
}
