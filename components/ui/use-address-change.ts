import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Calls `look` when the address may have another search part: `window.location` has it. The router tells of a change
 * late, and tells nothing of one that Back undid before it came to it.
 *
 * @param look the same function at every rendering
 */
export function useAddressChange(look: () => void): void {
	const search = useSearchParams().toString()

	// biome-ignore lint/correctness/useExhaustiveDependencies: the router's word is the occasion to look
	useEffect(look, [search])

	useEffect(() => {
		window.addEventListener('popstate', look)
		return () => window.removeEventListener('popstate', look)
	}, [look])
}
