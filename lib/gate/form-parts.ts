/**
 * The parts of a form as browsers send one of plain texts. Two readers see it, ours and Next's, which take the odd for
 * different things, such as a type or an encoding of a part: the odd is refused.
 */

/** The boundary that a form's type names; `null` where it is no form, or not written as browsers write it. */
export function boundaryOf(contentType: string): string | null {
	return /^multipart\/form-data; ?boundary=([\w-]{1,70})$/.exec(contentType)?.[1] ?? null
}

const plainPart = /^\r\ncontent-disposition: form-data; name="[^"\\\r\n]*"\r\n\r\n/i

/** Whether a form has parts, each of which says its name and nothing else of itself. */
export function hasPlainParts(body: Uint8Array, boundary: string): boolean {
	const text = `\r\n${Buffer.from(body).toString('latin1')}`
	const [before, ...parts] = text.split(`\r\n--${boundary}`)
	const end = parts.pop()
	const isWhole = before === '' && (end === '--' || end === '--\r\n')
	return isWhole && parts.length > 0 && parts.every((part) => plainPart.test(part))
}
