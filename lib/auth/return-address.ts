/** Where to come back to, as next-auth reads it: what it cannot read, it answers with an error of its own. */
export function isReturnAddress(text: string): boolean {
	if (!text) return true
	const base = text.startsWith('/') ? 'http://console.invalid' : undefined
	return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol)
}
