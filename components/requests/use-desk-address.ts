import { useSearchParams } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useAddressChange } from '#components/ui/use-address-change.ts'
import { type DeskAddress, deskAddressIn, deskHref } from './desk-address.ts'

const present = () => deskAddressIn(new URLSearchParams(window.location.search))

/** What is shown at the desk. The address follows it and leads it, so that links, Back and Reload work. */
export function useDeskAddress() {
	const search = useSearchParams()
	const [address, setAddress] = useState(() => deskAddressIn(search))

	const look = useCallback(() => {
		setAddress((shown) => {
			const next = present()
			return deskHref(next) === deskHref(shown) ? shown : next
		})
	}, [])
	useAddressChange(look)

	const go = useCallback((change: Partial<DeskAddress>) => {
		const next = { ...present(), ...change }
		setAddress(next)
		window.history.pushState(null, '', deskHref(next))
	}, [])

	return { address, go }
}
