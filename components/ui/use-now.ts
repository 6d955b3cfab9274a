import { useEffect, useState } from 'react'

/** The present in epoch milliseconds, moving on by itself every `everyMs` while the page can be seen. */
export function useNow(everyMs = 1000): number {
	const [now, setNow] = useState(() => Date.now())
	useEffect(() => {
		const timer = setInterval(() => {
			if (!document.hidden) setNow(Date.now())
		}, everyMs)
		return () => clearInterval(timer)
	}, [everyMs])
	return now
}
