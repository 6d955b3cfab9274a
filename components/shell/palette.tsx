'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { type ChosenPair, pairHref, pairIn } from '#components/assign/use-chosen-pair.ts'
import { groupKey, personKey } from '#components/directory/use-details.ts'
import { useGroupSearch, usePeopleSearch } from '#components/directory/use-directory-search.ts'
import { newRequestHref } from '#components/requests/new-request-href.ts'
import { useMayAsk } from '#components/requests/settings-context.tsx'
import { OptionList } from '#components/ui/combobox/option-list.tsx'
import { useCombobox, useComboboxState } from '#components/ui/combobox/use-combobox.ts'
import { Modal } from '#components/ui/modal.tsx'
import { Finding } from './palette-finding.tsx'
import { optionKey, paletteOptions } from './palette-options.ts'

/** Finds a group or a person from anywhere, and opens `/assign` with it or asks for a change of it. */
export function Palette({ onClose }: { onClose: () => void }) {
	const client = useQueryClient()
	const router = useRouter()
	const open = useOpenPair()
	const state = useComboboxState(true)
	const text = (state.typed ?? '').trim()
	const groups = useGroupSearch(text, true)
	const people = usePeopleSearch(text, null, true)
	const found = { groups: groups.data?.groups ?? [], people: people.data?.people ?? [] }
	const options = paletteOptions({ ...found, text, mayAsk: useMayAsk() })
	const foundAny = found.groups.length + found.people.length > 0
	const isBusy = groups.isBusy || people.isBusy
	const error = groups.error ?? people.error

	const box = useCombobox(state, {
		options,
		keyOf: optionKey,
		best: text !== '' && foundAny ? 0 : -1,
		busy: isBusy,
		onChoose: (finding) => {
			switch (finding.kind) {
				case 'group':
					client.setQueryData(groupKey(finding.group.id), finding.group)
					open({ groupId: finding.group.id })
					break
				case 'person':
					client.setQueryData(personKey(finding.person.id), finding.person)
					open({ userId: finding.person.id })
					break
				case 'ask':
					router.push(newRequestHref(finding.of ?? { groupId: null, userId: null }))
			}
			onClose()
		},
	})

	return (
		<Modal
			label="Find a group or person"
			onClose={onClose}
			className="mx-auto mt-[12vh] mb-0 max-h-[min(34rem,76vh)] w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-card open:flex open:flex-col"
		>
			<div className="flex items-center gap-3 border-b border-line px-4">
				<Search size={17} aria-hidden className="shrink-0 text-ink-3" />
				<input
					{...box.inputProps}
					aria-label="Find a group or person"
					placeholder="Name, area, username, e-mail or ID"
					value={state.typed ?? ''}
					onChange={(event) => box.inputProps.onChange(event.target.value)}
					onKeyDown={(event) => (event.key === 'Escape' ? onClose() : box.inputProps.onKeyDown(event))}
					className="min-w-0 flex-1 bg-transparent py-3.5 text-lead outline-none pointer-coarse:text-input"
				/>
				<kbd className="font-sans text-small text-ink-3">Esc</kbd>
			</div>
			<OptionList label="Groups and people" box={box} options={options} keyOf={optionKey} dim={isBusy}>
				{(finding) => <Finding finding={finding} />}
			</OptionList>
			{error ? (
				<p role="alert" className="px-4 py-3 text-note text-bad">
					{error.message}
				</p>
			) : null}
			{!foundAny && !error ? (
				<p className="px-4 py-5 text-ink-2">{isBusy ? 'Looking…' : 'No group and no person found.'}</p>
			) : null}
		</Modal>
	)
}

function useOpenPair() {
	const router = useRouter()
	const pathname = usePathname()
	return (change: Partial<ChosenPair>) => {
		if (pathname !== '/assign') return router.push(pairHref({ groupId: null, userId: null, ...change }))
		window.history.pushState(null, '', pairHref({ ...pairIn(window.location.search), ...change }))
	}
}
