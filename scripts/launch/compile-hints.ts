import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** V8 compiles every function of a script that begins so while the script still loads, on another thread. */
const compileOnLoad = '//# allFunctionsCalledOnLoad\n'

/**
 * Has the browser compile the scripts in `folder` beside the page: it would do so at the first call of each function,
 * and hold the page up meanwhile.
 */
export function hintScripts(folder: string): void {
	for (const path of globSync('**/*.js', { cwd: folder })) {
		const file = join(folder, path)
		const script = readFileSync(file, 'utf8')
		if (!script.startsWith(compileOnLoad)) writeFileSync(file, compileOnLoad + script)
	}
}
