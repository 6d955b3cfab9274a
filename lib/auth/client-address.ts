/**
 * Where a request comes from, as far as the proxies in front can be trusted to tell it; `null` where that is not known.
 */
export function clientAddress(_headers: Headers): string | null {
	return null
}
