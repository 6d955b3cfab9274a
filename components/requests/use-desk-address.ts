import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { type DeskAddress, deskAddressIn, deskHref } from './desk-address.ts'

const present = () => deskAddressIn(new URLSearchParams(window.location.search))

/** What is shown at the desk. The address follows it and leads it, so that links, Back and Reload work. */
export function useDeskAddress() {
	const search = useSearchParams().toString()
	const [address, setAddress] = useState(() => deskAddressIn(new URLSearchParams(search)))

	// The router tells of an address later than it changes: what stands there now counts, not what it tells.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the router's word is the occasion to look
	useEffect(() => {
		setAddress((shown) => {
			const next = present()
			return deskHref(next) === deskHref(shown) ? shown : next
		})
	}, [search])

	const go = useCallback((change: Partial<DeskAddress>) => {
		const next = { ...present(), ...change }
		setAddress(next)
		window.history.pushState(null, '', deskHref(next))
	}, [])

	return { address, go }
}
