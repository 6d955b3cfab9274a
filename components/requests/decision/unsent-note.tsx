import { TextArea } from '#components/ui/text-field.tsx'

/** What the viewer had typed when the request was decided under them: it is theirs, and was not sent. */
export function UnsentNote({ text }: { text: string }) {
	if (text.trim() === '') return null
	return <TextArea label="Your note" hint="was not sent" readOnly value={text} />
}
