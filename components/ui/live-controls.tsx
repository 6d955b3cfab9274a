'use client'

import type { ReactNode } from 'react'
import { useIsLive } from './use-is-live.ts'

/**
 * Holds controls back until the page's script is at work: what is typed or pressed before that would be lost, or
 * sent as a plain form. They look the same all the while. Every page of the console stands in one; links, and what
 * opens without script, work from the start.
 */
export function LiveControls({ children }: { children: ReactNode }) {
	return (
		// To whoever listens it is no group: it says nothing about what is in it.
		<fieldset role="none" disabled={!useIsLive()} className="contents">
			{children}
		</fieldset>
	)
}
