/** Next answers a tree that it cannot read with an error of its own. */
const deepest = 20
const longest = 16_384

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

/** Of a page, or of a part of an address: its name, its value, its kind, and what else there is beside it. */
function isSegment(value: unknown): boolean {
	if (typeof value === 'string') return true
	if (!Array.isArray(value) || value.length !== 4) return false
	const [name, given, kind, beside] = value
	const isKind = kind === 'c' || kind === 'oc' || kind === 'd'
	const isList = beside === null || (Array.isArray(beside) && beside.every((one) => typeof one === 'string'))
	return typeof name === 'string' && typeof given === 'string' && isKind && isList
}

function isTree(value: unknown, depth = 0): boolean {
	if (!Array.isArray(value) || value.length < 2 || value.length > 6 || depth === deepest) return false
	const [segment, inner, url, refetch, hints, rest] = value
	return (
		isSegment(segment) &&
		isRecord(inner) &&
		Object.values(inner).every((one) => isTree(one, depth + 1)) &&
		(url === undefined || url === null || isPairOfTexts(url)) &&
		['refetch', 'inside-shared-layout', 'metadata-only', null, undefined].includes(refetch) &&
		(hints === undefined || hints === null || typeof hints === 'number') &&
		(rest === undefined || typeof rest === 'string')
	)
}

const isPairOfTexts = (value: unknown) =>
	Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string')

/** Whether what Next's router says that it shows already, in its header, can be read. */
export function isReadableRouterState(text: string): boolean {
	if (text.length > longest) return false
	try {
		return isTree(JSON.parse(decodeURIComponent(text)))
	} catch {
		return false
	}
}
