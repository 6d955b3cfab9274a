import { useEffect, useRef, useState } from 'react'
import type { DeskFilter, QueueTab } from '../desk-address.ts'
import { type DeskStart, useRequestList } from '../request-queries.ts'
import { rowId } from './request-row.tsx'

const rowOf = (requestId: number | undefined) =>
	requestId === undefined ? null : document.getElementById(rowId(requestId))

interface QueueOptions {
	/** `null`: a part of the queue that does not hold requests. */
	tab: QueueTab | null
	filter: DeskFilter
	openId: number | null
	start: DeskStart
}

/** A part of the queue, and the place in it from which keys move. */
export function useQueue({ tab, filter, openId, start }: QueueOptions) {
	const list = useRequestList(tab, filter, start)
	const [cursor, setCursor] = useState<number | null>(null)
	// A request that moved up between two pages stands in both.
	const all = list.data?.pages.flatMap(({ requests }) => requests) ?? []
	const rows = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index)
	const ids = rows.map(({ id }) => id)
	const has = (id: number | null): id is number => id !== null && ids.includes(id)
	const entryId = has(cursor) ? cursor : has(openId) ? openId : ids[0]
	const placeOf = usePlace(ids)

	useEffect(() => {
		setCursor(openId)
		rowOf(openId ?? undefined)?.scrollIntoView({ block: 'nearest' })
	}, [openId])
	useKeepFocus(cursor, ids, placeOf)

	/** The request whose line has the focus. */
	const focused = () => rows.find(({ id }) => document.activeElement?.id === rowId(id))?.id ?? null

	/** Moves the focus by a line from where it is, or else from the request that is open. */
	function move(step: 1 | -1): void {
		const from = focused() ?? openId ?? cursor
		rowOf(ids[Math.min(Math.max(placeBeside(from, step), 0), ids.length - 1)])?.focus()
	}

	function placeBeside(from: number | null, step: 1 | -1): number {
		if (from === null) return step === 1 ? 0 : ids.length - 1
		// What has left the list has the one after it in its place.
		return has(from) ? ids.indexOf(from) + step : placeOf(from) + Math.min(step, 0)
	}

	/** The request that comes after one, also where that one has left the queue. */
	function after(id: number | null): number | undefined {
		const place = id === null ? 0 : has(id) ? ids.indexOf(id) + 1 : placeOf(id)
		return ids[place] ?? ids.find((other) => other !== id)
	}

	const showMore = useShowMore(ids, list.fetchNextPage)
	return { list, rows, entryId, setCursor, move, after, focused, showMore }
}

/** Remembers where each request stood last, for when it is gone from the list. */
function usePlace(ids: number[]): (id: number) => number {
	const places = useRef(new Map<number, number>())
	useEffect(() => {
		for (const [place, id] of ids.entries()) places.current.set(id, place)
	})
	return (id) => places.current.get(id) ?? 0
}

/** Reads what comes next, and leads the focus to its first line: the button may be gone by then. */
function useShowMore(ids: number[], fetchNext: () => unknown): () => void {
	const shown = useRef<number | null>(null)
	useEffect(() => {
		if (shown.current === null || ids.length <= shown.current) return
		rowOf(ids[shown.current])?.focus()
		shown.current = null
	}, [ids])
	return () => {
		shown.current = ids.length
		void fetchNext()
	}
}

/** Where the line that has the focus leaves the list, the one in its place takes it. */
function useKeepFocus(cursor: number | null, ids: number[], placeOf: (id: number) => number): void {
	const hadFocus = useRef(false)
	useEffect(() => {
		if (cursor === null) return
		if (ids.includes(cursor)) {
			hadFocus.current = document.activeElement?.id === rowId(cursor)
			return
		}
		const isLost = hadFocus.current && document.activeElement === document.body
		hadFocus.current = false
		if (isLost) rowOf(ids[Math.min(placeOf(cursor), ids.length - 1)])?.focus()
	})
}
