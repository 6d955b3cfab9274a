/** The first that fits: most browsers claim to be several others as well. */
const browsers: readonly [RegExp, string][] = [
	[/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\bFirefox\/|\bFxiOS\//, 'Firefox'],
	[/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
	[/\bSafari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
	[/\bWindows\b/, 'Windows'],
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
	[/\bLinux\b/, 'Linux'],
]

const firstOf = (known: readonly [RegExp, string][], text: string) =>
	known.find(([pattern]) => pattern.test(text))?.[1] ?? null

/**
 * A browser in words, from its User-Agent: “Chrome on Windows”. It is what the browser says of itself: good for
 * recognising one's own sessions, and proof of nothing. `null` where nothing of it is known.
 */
export function browserLabel(userAgent: string | null): string | null {
	const text = (userAgent ?? '').slice(0, 512)
	const [browser, system] = [firstOf(browsers, text), firstOf(systems, text)]
	if (browser && system) return `${browser} on ${system}`
	return browser ?? (system && `A browser on ${system}`)
}
