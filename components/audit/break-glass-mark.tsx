import { Pill } from '#components/ui/pill.tsx'
import type { OperationView } from '#lib/audit/schemas.ts'

/** Said in red of what was applied without another officer, for ever. */
export function BreakGlassMark({ breakGlass }: Pick<OperationView, 'breakGlass'>) {
	if (!breakGlass) return null
	return <Pill tone="bad">{breakGlass.reviewed ? 'Break-glass · signed off' : 'Break-glass'}</Pill>
}
