// Preloaded into Next: when the launcher is gone without a word, this process goes too, so that nothing is left
// that holds the port. Next's own workers inherit the preload, but have another parent: it leaves them alone.
const graceMs = 6000

if (process.env.SCOPEKEEPER_LAUNCHER === String(process.ppid)) {
	process.once('disconnect', () => {
		setTimeout(() => process.exit(1), graceMs).unref()
		process.kill(process.pid, 'SIGTERM')
	})
	process.channel?.unref()
}
