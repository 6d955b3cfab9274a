import { AppError } from '#lib/errors.ts'

export type Query = Record<string, string | number | boolean | undefined>

/**
 * One URL segment, percent-encoded once.
 * @throws AppError `invalid_input` for what a URL would swallow as a path step or cannot carry
 */
export function encodeSegment(segment: string): string {
	if (segment === '' || segment === '.' || segment === '..') {
		throw new AppError('invalid_input', 'An ID cannot be empty, “.” or “..”. Choose another one.')
	}
	if (!segment.isWellFormed()) {
		throw new AppError('invalid_input', 'An ID cannot hold broken characters. Choose another one.')
	}
	return encodeURIComponent(segment)
}

/**
 * The address of a call under `baseUrl`; query parameters that are `undefined` are left out.
 * @throws AppError `invalid_input`, see `encodeSegment`
 */
export function callUrl(baseUrl: string, segments: readonly string[], query: Query = {}): string {
	const given = Object.entries(query).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, `${value}`]],
	)
	const search = given.length > 0 ? `?${new URLSearchParams(given)}` : ''
	return `${baseUrl}/${segments.map(encodeSegment).join('/')}${search}`
}
