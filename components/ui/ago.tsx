'use client'

import { useNow } from './use-now.ts'

function spanInWords(seconds: number): string {
	if (seconds < 2) return 'just now'
	if (seconds < 60) return `${seconds} s ago`
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
	return `${Math.floor(seconds / 3600)} h ago`
}

/** How long ago a moment was; it moves on by itself. Hidden from live regions, so that it is not read out. */
export function Ago({ at }: { at: string }) {
	const now = useNow()
	const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
	return (
		// A second may pass between the server's words and the browser's.
		<time dateTime={at} title={at} className="whitespace-nowrap" suppressHydrationWarning>
			{spanInWords(seconds)}
		</time>
	)
}
