import { z } from 'zod'

const status = z.int().min(200).max(599)
const waitMs = z.int().min(0).max(600_000)
/** Whether the call takes effect before the answer is put in place of the pod's own. */
const effect = z.boolean().default(false)

const areHeaders = (given: Record<string, string>) => {
	try {
		new Headers(given)
		return true
	} catch {
		return false
	}
}

/** What goes wrong. Each kind is described in the README beside this file. */
const faultSchema = z.discriminatedUnion(
	'kind',
	[
		z.strictObject({
			kind: z.literal('status'),
			status,
			/** Text is sent as it is, anything else as JSON. */
			body: z.unknown().optional(),
			headers: z.record(z.string(), z.string()).refine(areHeaders, 'are not headers').default({}),
			contentType: z.string().optional(),
			effect,
		}),
		z.strictObject({ kind: z.literal('latency'), ms: waitMs }),
		z.strictObject({ kind: z.literal('hang') }),
		z.strictObject({ kind: z.literal('cut-before') }),
		z.strictObject({ kind: z.literal('cut-after') }),
		z.strictObject({ kind: z.literal('cut-late'), ms: waitMs }),
		z.strictObject({
			kind: z.literal('redirect'),
			location: z.string(),
			status: z.int().min(300).max(399).default(307),
			effect,
		}),
		z.strictObject({ kind: z.literal('html'), status: status.default(200), effect }),
		z.strictObject({ kind: z.literal('garbage'), status: status.default(200), effect }),
		z.strictObject({ kind: z.literal('empty'), status: status.default(200), effect }),
		z.strictObject({
			kind: z.literal('large'),
			bytes: z.int().min(1).max(100_000_000),
			status: status.default(200),
			effect,
		}),
		z.looseObject({ kind: z.literal('alter') }),
		z.strictObject({ kind: z.literal('wrong-shape') }),
	],
	{ error: 'is not a fault of a known kind' },
)
export type Fault = z.infer<typeof faultSchema>

const isRegExp = (text: string) => {
	try {
		new RegExp(text)
		return true
	} catch {
		return false
	}
}

const ruleSchema = z.strictObject({
	method: z.string().optional(),
	path: z.string().refine(isRegExp, 'is not a regular expression').optional(),
	times: z.union([z.int().min(1), z.literal('always')]).default(1),
	fault: faultSchema,
})
type Rule = z.infer<typeof ruleSchema>

function sentence(error: z.ZodError): string {
	const [issue] = error.issues
	const place = issue?.path.join('.') ?? ''
	return `The fault is not valid: ${place === '' ? 'the body' : place}: ${issue?.message ?? 'unknown'}.`
}

/** The faults that wait for a call. The oldest that fits a call befalls it. */
export class FaultList {
	#rules: Rule[] = []

	/** Adds a fault, or says in a sentence why it cannot be. */
	add(given: unknown): Rule | string {
		const parsed = ruleSchema.safeParse(given)
		if (!parsed.success) return sentence(parsed.error)
		this.#rules.push({ ...parsed.data })
		return parsed.data
	}

	/** The fault that befalls a call, counted as used. `path` is the raw path without its query. */
	take(method: string, path: string): Fault | null {
		const rule = this.#rules.find(
			(candidate) =>
				(candidate.method === undefined || candidate.method.toUpperCase() === method) &&
				(candidate.path === undefined || new RegExp(candidate.path).test(path)),
		)
		if (rule === undefined) return null
		if (rule.times !== 'always') rule.times -= 1
		if (rule.times === 0) this.#rules = this.#rules.filter((other) => other !== rule)
		return rule.fault
	}

	/** Those still waiting, with the times left. */
	list(): readonly Rule[] {
		return this.#rules
	}

	clear(): void {
		this.#rules = []
	}
}
