import { useEffect, useState } from 'react'
import { onNeedMet } from './heed.ts'

const sentenceOf = (refusal: string | { message: string }) =>
	typeof refusal === 'string' ? refusal : refusal.message

/** Why something was refused, for as long as that is so: gone once the sign-in that it needed is there. */
export function useRefusal<T extends string | { message: string } = string>() {
	const [refusal, setRefusal] = useState<T | null>(null)
	useEffect(
		() =>
			onNeedMet((sentences) =>
				setRefusal((shown) => (shown !== null && sentences.has(sentenceOf(shown)) ? null : shown)),
			),
		[],
	)
	return [refusal, setRefusal] as const
}
