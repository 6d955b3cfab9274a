/** What a person at the terminal reads while long steps last. Runs on any Node. */

const terminal = process.stdout.isTTY === true

/** @type {{ text: string } | null} */
let shown = null

/** @param {number} startedAt */
const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`

/**
 * Writes a line that stays, above the step that is being shown.
 * @param {string} text
 * @param {NodeJS.WriteStream} [stream]
 */
export function say(text, stream = process.stdout) {
	if (terminal && shown) process.stdout.write('\r\x1b[K')
	stream.write(`${text}\n`)
	if (terminal && shown) process.stdout.write(shown.text)
}

/**
 * Runs a step and says how long it took. A terminal counts the seconds; elsewhere a step known to be long is
 * announced, and a line comes every 20 seconds.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {{ about?: string }} [options] `about`: how long it usually takes, for long steps
 * @returns {Promise<T>}
 */
export async function step(name, work, { about } = {}) {
	const startedAt = Date.now()
	const announced = about ? `${name} … (${about})` : `${name} …`
	if (terminal) {
		shown = { text: announced }
		process.stdout.write(announced)
	} else if (about) say(announced)
	const tick = () => {
		const text = `${name} … ${Math.round((Date.now() - startedAt) / 1000)} s`
		if (!shown) return say(text)
		shown.text = text
		process.stdout.write(`\r\x1b[K${text}`)
	}
	const timer = setInterval(tick, terminal ? 1000 : 20_000)
	let done = false
	try {
		const result = await work()
		done = true
		return result
	} finally {
		clearInterval(timer)
		if (terminal) process.stdout.write('\r\x1b[K')
		shown = null
		if (done) say(`${name} … ${seconds(startedAt)}`)
	}
}
