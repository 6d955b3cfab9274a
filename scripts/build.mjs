import { fileURLToPath } from 'node:url'
import { build, buildIsCurrent } from './launch/build.ts'
import { step } from './progress.mjs'
import { root } from './run-quietly.mjs'

/** Builds the console unless the build is of these sources; once for all who need it, before they start. */
export default async function buildOnce() {
	if (buildIsCurrent(root)) return
	await step('Building the console', () => build(root, process.env), { about: 'about a minute' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await buildOnce().catch((error) => {
		process.stderr.write(`${error.message}\n`)
		process.exit(1)
	})
}
