import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { heed } from '#components/api/heed.ts'
import type { ActionResult } from '#lib/action.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

/** Runs one action on a change at a time, and shows its answer wherever the change is shown. */
export function useOpenChangeAction() {
	const client = useQueryClient()
	const [running, setRunning] = useState<string | null>(null)
	const [error, setError] = useState<string | null>(null)

	/** True where the action was taken. */
	async function run(name: string, action: () => Promise<ActionResult<ChangeView>>): Promise<boolean> {
		if (running !== null) return false
		setRunning(name)
		setError(null)
		try {
			const result = await heed(action())
			if (result.ok) client.setQueryData(['change', result.data.id], result.data)
			else setError(result.message)
			void client.invalidateQueries({ queryKey: ['changes'] })
			return result.ok
		} catch {
			setError('The console could not be reached. Check the connection and try again.')
			return false
		} finally {
			setRunning(null)
		}
	}

	return { running, error, run }
}
