/**
 * What the console's own pages send to an action: plain JSON. React's decoder understands far more, such as references,
 * promises and files, which no action here takes; what asks for them is refused before the decoder sees it.
 */

const deepest = 12
/** Actions here take one. */
const mostArguments = 20

/** A text that React means as itself: it doubles the `$` at the front of one, and so writes what is absent. */
const isPlainText = (text: string) => !text.startsWith('$') || text.startsWith('$$') || text === '$undefined'

/** The form that an action was called with: `$K` and the number that its fields' names begin with. */
const formReference = /^\$K\d{1,3}$/

/** Whether a value as JSON gives it holds nothing but plain data, and not too deep. */
function isPlainData(value: unknown, depth = 0): boolean {
	if (typeof value === 'string') return isPlainText(value)
	if (typeof value !== 'object' || value === null) return true
	if (depth === deepest) return false
	return Object.entries(value).every(([name, inner]) => name !== '__proto__' && isPlainData(inner, depth + 1))
}

/** Whether a body in plain text is the list of an action's arguments. */
export function isArgumentList(text: string): boolean {
	const list = parseJson(text)
	return isShortList(list) && isPlainData(list)
}

/**
 * Whether the fields of a form call an action, with no more than texts.
 * @param isNamed whether the action is named beside the form: React then wants its arguments in the first field, once
 */
export function isFormCall(form: FormData, isNamed = false): boolean {
	if (isNamed && form.getAll('0').length !== 1) return false
	return [...form].every(([name, value]) => {
		if (typeof value !== 'string') return false
		if (/^\d+$/.test(name)) return isArgumentList(value) || isFormArgument(value)
		return !name.startsWith('$') || /^\$ACTION_ID_[0-9a-f]{1,100}$/.test(name)
	})
}

function isFormArgument(text: string): boolean {
	const list = parseJson(text)
	return isShortList(list) && list.every((item) => typeof item === 'string' && formReference.test(item))
}

const isShortList = (value: unknown): value is unknown[] =>
	Array.isArray(value) && value.length <= mostArguments

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}
