import { useEffect, useState } from 'react'

/** The value once it has stood still for `delayMs`; an empty one at once. */
export function useDebounced(value: string, delayMs: number): string {
	const [settled, setSettled] = useState(value)
	useEffect(() => {
		const timer = setTimeout(() => setSettled(value), value === '' ? 0 : delayMs)
		return () => clearTimeout(timer)
	}, [value, delayMs])
	return settled
}
