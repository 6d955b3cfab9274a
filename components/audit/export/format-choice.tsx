import type { ComponentProps } from 'react'
import { type ExportFormat, exportFormats } from '#lib/audit/rules.ts'

const words: Record<ExportFormat, [title: string, what: string]> = {
	ndjson: ['NDJSON', 'for proof: the exact entries, one a line, with their proofs'],
	csv: ['CSV', 'for reading: a table that is safe in spreadsheets'],
}

interface FormatChoiceProps {
	chosen: ExportFormat
	field: ComponentProps<'input'>
}

export function FormatChoice({ chosen, field }: FormatChoiceProps) {
	return (
		<fieldset className="grid gap-2">
			<legend className="mb-1.5 text-note font-semibold">Format</legend>
			{exportFormats.toReversed().map((format) => {
				const [title, what] = words[format]
				return (
					<label
						key={format}
						className={`flex cursor-pointer items-start gap-2.5 rounded-field border px-3.5 py-2.5 ${format === chosen ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
					>
						<input type="radio" value={format} {...field} className="mt-[3px] size-4 accent-accent" />
						<span>
							<span className="font-semibold">{title}</span>
							<span className="block text-small text-ink-2">{what}</span>
						</span>
					</label>
				)
			})}
		</fieldset>
	)
}
