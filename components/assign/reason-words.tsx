/** Why a change was wanted, in the person's own words; they are gone once their retention has ended. */
export function ReasonWords({ reason }: { reason: string }) {
	if (reason === '') return <span className="text-ink-3">Reason erased when its retention ended</span>
	return (
		<>
			“<bdi>{reason}</bdi>”
		</>
	)
}
