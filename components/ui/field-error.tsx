import { CircleAlert } from 'lucide-react'

/** The sentence under a field that cannot be taken as it is. */
export function FieldError({ id, message }: { id: string; message: string | null | undefined }) {
	if (!message) return null
	return (
		<p id={id} role="alert" className="mt-1.5 flex gap-1.5 text-note text-bad">
			<CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
			{message}
		</p>
	)
}
