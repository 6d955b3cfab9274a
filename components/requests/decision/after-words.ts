import { counted } from '#components/directory/counted.ts'
import type { PairView } from '#lib/changes/schemas.ts'
import { isOpenRequest } from '#lib/requests/rules.ts'
import type { RequestLine } from '#lib/requests/schemas.ts'
import { minuteWords } from '../due-words.ts'
import { groupOf } from '../words.ts'

interface AfterWords {
	state: string
	lines: { text: string; isGrave: boolean }[]
}

type Asked = Pick<RequestLine, 'kind' | 'endsAt' | 'state' | 'groupId' | 'groupName' | 'userId' | 'userName'>

/**
 * What a request would bring about: the state of the pair, when that ends, and who is left.
 * @param pair as the pod shows it; `undefined` while it has not been read
 */
export function describeAfter(asked: Asked, pair: Pick<PairView, 'otherAssignees'> | undefined): AfterWords {
	const { kind, endsAt } = asked
	const end = endsAt === null ? null : minuteWords(Date.parse(endsAt))
	const state =
		kind === 'unassign' ? 'Not assigned' : end === null ? 'Assigned, without an end' : `Assigned until ${end}`
	const others = isOpenRequest(asked.state) ? (pair?.otherAssignees?.length ?? null) : null
	return { state, lines: others === null ? [] : [whoIsLeft(asked, others)] }
}

function whoIsLeft(asked: Asked, others: number): AfterWords['lines'][number] {
	const group = groupOf(asked)
	const { kind, endsAt } = asked
	if (kind === 'unassign') {
		return others === 0
			? { text: `Nobody is left responsible for ${group}`, isGrave: true }
			: { text: `${group} keeps ${counted(others, 'assignee', 'assignees')}`, isGrave: false }
	}
	if (endsAt === null) {
		return { text: `${group} then has ${counted(others + 1, 'assignee', 'assignees')}`, isGrave: false }
	}
	return others === 0
		? { text: `When it ends, nobody is left responsible for ${group}`, isGrave: true }
		: { text: `When it ends, ${group} keeps ${counted(others, 'assignee', 'assignees')}`, isGrave: false }
}
