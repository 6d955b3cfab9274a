import { type RefObject, useLayoutEffect, useState } from 'react'

const wantedHeight = 380
const margin = 12

/** On which side of its field an open list has more room, and how high it may be there, in pixels. */
export function useListSide(field: RefObject<HTMLElement | null>, isOpen: boolean) {
	const [place, setPlace] = useState({ above: false, height: wantedHeight })
	useLayoutEffect(() => {
		if (!isOpen || !field.current) return
		const { top, bottom } = field.current.getBoundingClientRect()
		const below = (window.visualViewport?.height ?? window.innerHeight) - bottom - margin
		const above = below < 240 && top > below
		setPlace({ above, height: Math.max(180, Math.min(wantedHeight, above ? top - margin : below)) })
	}, [field, isOpen])
	return place
}
