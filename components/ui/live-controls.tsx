'use client'

import type { ReactNode } from 'react'
import { useIsLive } from './use-is-live.ts'

/**
 * Holds controls back until the page's script is at work: what is typed or pressed before that would be lost, or
 * sent as a plain form. They look the same all the while.
 */
export function LiveControls({ children }: { children: ReactNode }) {
	return (
		<fieldset disabled={!useIsLive()} className="contents">
			{children}
		</fieldset>
	)
}
