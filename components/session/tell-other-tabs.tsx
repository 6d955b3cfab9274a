'use client'

import { useEffect } from 'react'
import { tellOtherTabs } from './other-tabs.ts'

/** Says to the console's other tabs that somebody has signed in here. */
export function TellOtherTabs() {
	useEffect(tellOtherTabs, [])
	return null
}
