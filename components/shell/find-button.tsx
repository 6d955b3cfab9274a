'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useModifierKey } from '#components/ui/use-modifier-key.ts'

const Palette = dynamic(() => import('./palette.tsx').then(({ Palette }) => Palette), { ssr: false })

/** Opens the search for a group or a person, from anywhere by ⌘K or Ctrl K. */
export function FindButton() {
	const [isOpen, setIsOpen] = useState(false)
	const modifier = useModifierKey()

	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (
				event.key.toLowerCase() !== 'k' ||
				!(event.metaKey || event.ctrlKey) ||
				event.altKey ||
				event.shiftKey
			)
				return
			event.preventDefault()
			setIsOpen((open) => !open)
		}
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [])

	return (
		<>
			<button
				type="button"
				aria-haspopup="dialog"
				onClick={() => setIsOpen(true)}
				className="flex min-h-[34px] min-w-[230px] items-center gap-2 rounded-[7px] border border-line-strong bg-surface px-2.5 text-note text-ink-3 hover:border-field max-sm:w-full print:hidden"
			>
				<Search size={14} aria-hidden />
				<span className="mr-auto">Find a group or person</span>
				<kbd className="font-sans text-small pointer-coarse:hidden">{modifier} K</kbd>
			</button>
			{isOpen ? <Palette onClose={() => setIsOpen(false)} /> : null}
		</>
	)
}
