import type { Ref } from 'react'
import { useGroupDetails, usePersonDetails } from '#components/directory/use-details.ts'
import type { PairView } from '#lib/changes/schemas.ts'
import { GroupPicker } from './group-picker.tsx'
import type { ChosenPair } from './use-chosen-pair.ts'
import { UserPicker } from './user-picker.tsx'

interface PairPickersProps {
	chosen: ChosenPair
	pair: PairView | undefined
	errors?: { groupId?: string | undefined; userId?: string | undefined }
	locked?: boolean
	refs?: { groupId: Ref<HTMLInputElement>; userId: Ref<HTMLInputElement> }
	choose: (change: Partial<ChosenPair>) => void
}

/** The two pickers. What is shown of a choice comes from the pair as it was read, else from the list it was picked from. */
export function PairPickers({ chosen, pair, errors, locked = false, refs, choose }: PairPickersProps) {
	const { groupId, userId } = chosen
	const isHalf = groupId === null || userId === null
	const group = useGroupDetails(groupId, isHalf)
	const person = usePersonDetails(userId, isHalf)
	return (
		<>
			<GroupPicker
				groupId={groupId}
				group={pair?.group ?? group.data ?? null}
				error={errors?.groupId}
				locked={locked}
				inputRef={refs?.groupId ?? null}
				onChoose={(id) => choose({ groupId: id })}
			/>
			<UserPicker
				userId={userId}
				user={pair?.user ?? person.data ?? null}
				groupId={groupId}
				error={errors?.userId}
				locked={locked}
				inputRef={refs?.userId ?? null}
				onChoose={(id) => choose({ userId: id })}
			/>
		</>
	)
}
