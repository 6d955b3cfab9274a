'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { RequestSettings } from '#lib/requests/schemas.ts'

interface Asking {
	settings: RequestSettings
	/** Whether the viewer's role may ask for changes; the server holds it too. */
	mayAsk: boolean
}

const AskingContext = createContext<Asking | null>(null)

/** Tells everything under it how this console is set up for requests. */
export function RequestSettingsProvider({ settings, mayAsk, children }: Asking & { children: ReactNode }) {
	return <AskingContext value={{ settings, mayAsk }}>{children}</AskingContext>
}

function useAsking(): Asking {
	const asking = useContext(AskingContext)
	if (!asking) throw new Error('there is no RequestSettingsProvider around this')
	return asking
}

export const useRequestSettings = () => useAsking().settings
export const useMayAsk = () => useAsking().mayAsk
