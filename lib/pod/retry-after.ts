/** The header `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3), as milliseconds from now; else `null`. */
export function parseRetryAfter(header: string | null, nowMs = Date.now()): number | null {
	const value = header?.trim()
	if (!value) return null
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
	// A date of HTTP begins with the day's name; Date.parse alone would take "-1" or "2" for a year.
	if (!/^[A-Z][a-z]{2,8},? /.test(value)) return null
	const atMs = Date.parse(value)
	return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
