/** How something is meant: done, of note, wrong, or neither. Never the only carrier of that meaning. */
export type Tone = 'ok' | 'warn' | 'bad' | 'quiet'

export const toneClasses: Record<Tone, string> = {
	ok: 'bg-ok-soft text-ok',
	warn: 'bg-warn-soft text-warn',
	bad: 'bg-bad-soft text-bad',
	quiet: 'bg-bg text-ink-2',
}
