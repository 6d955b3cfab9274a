import { projectRoot } from '../launch/project-root.ts'
import type { WireAnswer } from '../testing/http-client.ts'

/** What would tell whoever reads it how the console is made. */
const insides: [what: string, pattern: RegExp][] = [
	['a stack', /\n\s+at \S+ \(|\n\s+at \S+:\d+:\d+/],
	['a path', /node_modules\/|\/lib\/\w+\/[\w-]+\.ts/],
	[
		'SQL',
		/Failed query|syntax error at or near|violates [\w-]+ constraint|invalid (input syntax|byte sequence)|select "?\w+"?\."/i,
	],
	[
		'an error of the code',
		/\b(TypeError|RangeError|SyntaxError|URIError|ZodError|DrizzleQueryError|PodError|AppError)\b/,
	],
]

/** The codes with which a route says that the pod, not the console, is at fault: 503, and known. */
const podCodes = /"code":"pod_(unreachable|login_refused|refused|busy|unclear)"/

/** What is wrong with an answer, whatever was asked; `null` where nothing is. */
export function judgeAnswer({ status, body, whole }: WireAnswer): string | null {
	if (body.includes(projectRoot)) return 'tells where it is installed'
	const shown = insides.find(([, pattern]) => pattern.test(body))
	if (shown) return `shows ${shown[0]}: ${quoted(body, shown[1])}`
	if (body.includes('"code":"internal"')) return `is an internal error: ${body.slice(0, 200)}`
	if (status >= 500 && !podCodes.test(body)) return `is a ${status}: ${whole.slice(-200)}`
	return null
}

function quoted(body: string, pattern: RegExp): string {
	const at = body.search(pattern)
	return body.slice(Math.max(0, at - 80), at + 160)
}
