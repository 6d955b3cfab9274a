/** What every answer tells the browser it may do. One place for all of it: pages, routes, files and refusals. */

/** Nothing may be loaded, run or framed: for whatever is no page. */
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const oneYearS = 365 * 24 * 3600

/** Everything that a page could ask the browser for, but copying to the clipboard. */
const permissions = [
	'accelerometer=()',
	'autoplay=()',
	'browsing-topics=()',
	'camera=()',
	'clipboard-read=()',
	'clipboard-write=(self)',
	'display-capture=()',
	'encrypted-media=()',
	'fullscreen=()',
	'gamepad=()',
	'geolocation=()',
	'gyroscope=()',
	'hid=()',
	'identity-credentials-get=()',
	'idle-detection=()',
	'local-fonts=()',
	'magnetometer=()',
	'microphone=()',
	'midi=()',
	'payment=()',
	'picture-in-picture=()',
	'publickey-credentials-create=()',
	'publickey-credentials-get=()',
	'screen-wake-lock=()',
	'serial=()',
	'storage-access=()',
	'usb=()',
	'xr-spatial-tracking=()',
].join(', ')

/**
 * The headers of every answer, whatever it is. A page's policy takes the place of `content-security-policy`.
 * @param https whether people reach the console by HTTPS alone
 */
export function standingHeaders(https: boolean): Record<string, string> {
	return {
		'content-security-policy': nothing,
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': permissions,
		// `no-referrer` would make the Origin of a form's own post `null`.
		'referrer-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		// The console has a host name of its own; nothing else lives below it.
		...(https ? { 'strict-transport-security': `max-age=${oneYearS}; includeSubDomains` } : {}),
	}
}

export interface PagePolicy {
	nonce: string
	https: boolean
	/** The development server evaluates code, and shows its own tools with styles that bear no nonce. */
	development: boolean
	/** Origins beside the console's that a form's post may be led on to: the identity provider's. */
	formTargets: string[]
}

/** The content security policy of a page: what carries the nonce runs, and what that loads. */
export function pagePolicy({ nonce, https, development, formTargets }: PagePolicy): string {
	return [
		"default-src 'none'",
		`script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
		`style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
		// Pickers and charts place their parts by a style attribute.
		"style-src-attr 'unsafe-inline'",
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"frame-ancestors 'none'",
		"base-uri 'none'",
		"object-src 'none'",
		['form-action', "'self'", ...formTargets].join(' '),
		...(https ? ['upgrade-insecure-requests'] : []),
	].join('; ')
}
