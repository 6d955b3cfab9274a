import { type InfiniteData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { isSignedOut } from '#components/api/heed.ts'
import { requestCountsQuery } from '#components/shell/use-request-counts.ts'
import type { DecisionPair, RequestCounts, RequestPage, RequestView } from '#lib/requests/schemas.ts'
import type { DeskFilter, QueueTab } from './desk-address.ts'

/** How often the desk looks again by itself, in milliseconds. */
const pollMs = { queue: 5_000, longQueue: 15_000, request: 4_000, sending: 1_000 }

/** What the server had read when it made the page; what it could not read is read again from here. */
export interface DeskStart {
	/** Epoch milliseconds. */
	nowMs: number
	counts: RequestCounts | null
	list: { tab: QueueTab; filter: DeskFilter; page: RequestPage } | null
	request: RequestView | null
}

export function useDeskCounts(start: DeskStart) {
	return useQuery({
		...requestCountsQuery,
		...(start.counts ? { initialData: start.counts, initialDataUpdatedAt: start.nowMs } : {}),
	})
}

const isSame = (one: DeskFilter, other: DeskFilter) =>
	one.kind === other.kind && one.group === other.group && one.user === other.user

/** @param tab `null`: a part of the queue that does not hold requests */
export function useRequestList(tab: QueueTab | null, filter: DeskFilter, start: DeskStart) {
	const { kind, group, user } = filter
	const given =
		start.list && start.list.tab === tab && isSame(start.list.filter, filter) ? start.list.page : null
	const initialData: InfiniteData<RequestPage, number | null> | undefined = given
		? { pages: [given], pageParams: [null] }
		: undefined
	return useInfiniteQuery({
		queryKey: ['requests', 'list', tab, kind, group, user],
		queryFn: ({ signal, pageParam }) => getJson<RequestPage>(listPath(tab, filter, pageParam), signal),
		initialPageParam: null as number | null,
		getNextPageParam: (page) => page.next,
		enabled: () => tab !== null && !isSignedOut(),
		refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? pollMs.longQueue : pollMs.queue),
		...(initialData ? { initialData, initialDataUpdatedAt: start.nowMs } : {}),
	})
}

function listPath(tab: QueueTab | null, filter: DeskFilter, after: number | null): string {
	const params = new URLSearchParams()
	const asked = { tab, ...filter, after: after === null ? null : String(after) }
	for (const [key, value] of Object.entries(asked)) if (value) params.set(key, value)
	return `/api/requests?${params}`
}

export const requestKey = (id: number) => ['request', id]

/** One request, read again by itself: quickly while the pod is being asked. */
export function useRequest(id: number, start: DeskStart) {
	const given = start.request?.id === id ? start.request : null
	return useQuery({
		queryKey: requestKey(id),
		queryFn: ({ signal }) => getJson<RequestView>(`/api/requests/${id}`, signal),
		refetchInterval: ({ state }) => (state.data?.state === 'sending' ? pollMs.sending : pollMs.request),
		...(given ? { initialData: given, initialDataUpdatedAt: start.nowMs } : {}),
	})
}

/** The pair as the pod shows it: read when the request is opened, and when the viewer asks for it again. */
export function decisionPairQuery(id: number) {
	return queryOptions({
		queryKey: ['request', id, 'pair'],
		queryFn: ({ signal }) => getJson<DecisionPair>(`/api/requests/${id}/pair`, signal),
		staleTime: 5_000,
		refetchOnWindowFocus: false,
	})
}

export const useDecisionPair = (id: number) => useQuery(decisionPairQuery(id))
