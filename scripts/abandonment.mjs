import { readFileSync } from 'node:fs'

/**
 * Calls back when whoever started this command is gone without a signal: the process at the other end of an
 * IPC channel, or npm.
 * @param {() => void} callback
 */
export function whenAbandoned(callback) {
	let called = false
	const once = () => {
		if (!called) callback()
		called = true
	}
	if (process.channel) {
		process.channel.unref()
		process.once('disconnect', once)
	}
	if (!process.env.npm_lifecycle_event) return
	const before = ancestors()
	const timer = setInterval(() => {
		if (ancestors() === before) return
		clearInterval(timer)
		once()
	}, 500)
	timer.unref()
}

/** The shell that npm runs a command in, and npm: a shell that is left alone tells nobody. */
function ancestors() {
	const parent = process.ppid
	try {
		// After the name, which may hold anything: state and parent.
		const [, grandparent] = readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
		return `${parent} ${grandparent}`
	} catch {
		return `${parent}`
	}
}
