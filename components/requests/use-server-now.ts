import { useEffect, useState } from 'react'

const everyMs = 15_000

/** The present in epoch milliseconds: the server's at first, so that both say the same, then one's own, moving on. */
export function useServerNow(serverNowMs: number): number {
	const [now, setNow] = useState(serverNowMs)
	useEffect(() => {
		const move = () => setNow(Date.now())
		move()
		const timer = setInterval(move, everyMs)
		return () => clearInterval(timer)
	}, [])
	return now
}
