/** Up to two letters of a person's name, from its first and last word that begin with a letter. */
function initialsOf(name: string): string {
	const letters = name.split(/\s+/).flatMap((word) => word.match(/\p{L}/u)?.[0] ?? [])
	return [letters.at(0), letters.length > 1 ? letters.at(-1) : ''].join('').toLocaleUpperCase() || '#'
}

export function Avatar({ name }: { name: string }) {
	return (
		<span
			aria-hidden="true"
			className="grid size-[30px] shrink-0 place-items-center rounded-full bg-accent-soft text-[0.75rem] font-semibold text-accent forced-colors:border"
		>
			{initialsOf(name)}
		</span>
	)
}
