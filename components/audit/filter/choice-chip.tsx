import { FilterChip, PanelLink } from './filter-chip.tsx'

interface ChoiceChipProps {
	name: string
	chosen: string | null
	choices: { value: string; word: string }[]
	/** The address with a value, or with none. */
	href: (value: string | null) => string
}

/** A member of the filter with a few values to choose from. */
export function ChoiceChip({ name, chosen, choices, href }: ChoiceChipProps) {
	const word = choices.find(({ value }) => value === chosen)?.word ?? chosen
	return (
		<FilterChip name={name} chosen={word} label={name}>
			{(close) => (
				<>
					<PanelLink href={href(null)} isChosen={chosen === null} onChoose={close}>
						Any
					</PanelLink>
					{choices.map(({ value, word }) => (
						<PanelLink key={value} href={href(value)} isChosen={value === chosen} onChoose={close}>
							<bdi>{word}</bdi>
						</PanelLink>
					))}
				</>
			)}
		</FilterChip>
	)
}
