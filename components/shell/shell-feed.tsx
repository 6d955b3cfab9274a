'use client'

import { useShell } from './use-shell.ts'

/** Keeps what the page shows around itself current, once for all who show it. */
export function ShellFeed() {
	useShell(10_000)
	return null
}
