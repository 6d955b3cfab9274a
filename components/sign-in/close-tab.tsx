'use client'

import { useEffect } from 'react'

/** Closes the tab, which browsers allow only where a script opened it: what the page says stays for the others. */
export function CloseTab() {
	useEffect(() => window.close(), [])
	return null
}
