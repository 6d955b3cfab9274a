/** A rule that gives a sentence or `null`, as a form's `validate` takes it. */
export const heldTo = (problemOf: (text: string) => string | null) => (text: string) =>
	problemOf(text) ?? true
