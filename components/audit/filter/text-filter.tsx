import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useDebounced } from '#components/ui/use-debounced.ts'

const typingPauseMs = 400

interface TextFilterProps {
	/** What is looked for in what, such as “Reason or ticket contains”. */
	label: string
	/** The text that the address names. */
	asked: string
	most: number
	href: (text: string) => string
}

/** Words to look for; the list follows a moment after they are typed. */
export function TextFilter({ label, asked, most, href }: TextFilterProps) {
	const router = useRouter()
	const [typed, setTyped] = useState(asked)
	const [lastAsked, setLastAsked] = useState(asked)
	const settled = useDebounced(typed.trim(), typingPauseMs)

	// Back, a link and “Clear filter” change what is asked without typing.
	if (asked !== lastAsked) {
		setLastAsked(asked)
		setTyped(asked)
	}

	// biome-ignore lint/correctness/useExhaustiveDependencies: only typing leads to an address, never an address to another
	useEffect(() => {
		if (settled !== asked && settled === typed.trim()) {
			router.replace(href(settled), { scroll: false })
		}
	}, [settled])

	return (
		<div className="relative min-w-[14rem] flex-1 max-sm:basis-full">
			<Search size={14} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
			<input
				type="search"
				aria-label={label}
				placeholder={`${label}…`}
				maxLength={most}
				value={typed}
				onChange={(event) => setTyped(event.target.value)}
				autoComplete="off"
				className="min-h-[34px] w-full rounded-[7px] border border-line-strong bg-surface pr-2.5 pl-8 text-note"
			/>
		</div>
	)
}
