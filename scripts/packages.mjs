import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { step } from './progress.mjs'
import { giveUp, root, runQuietly } from './run-quietly.mjs'

/** @param {string} file */
function lockedPackages(file) {
	return JSON.parse(readFileSync(file, 'utf8')).packages
}

/**
 * Whether every package of the lock file in `folder` that this machine needs is there in its locked version.
 * @param {string} folder
 */
export function packagesAreCurrent(folder) {
	try {
		const wanted = Object.entries(lockedPackages(join(folder, 'package-lock.json')))
		const installed = lockedPackages(join(folder, 'node_modules', '.package-lock.json'))
		return wanted.every(([path, { version, integrity, optional, devOptional, link }]) => {
			if (path === '' || link) return true
			const found = installed[path]
			return found
				? found.version === version && (!integrity || found.integrity === integrity)
				: optional === true || devOptional === true
		})
	} catch {
		return false
	}
}

/** The installer and its scripts must not run on a Node that lies in the folder they empty. */
export function pathWithoutPackages() {
	return (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.includes('node_modules'))
		.join(delimiter)
}

/** Installs the packages of the lock file unless they are there. */
export async function installPackages() {
	if (process.env.HOME === '') {
		// Programs would make a folder named "~" here; an npm in front has told of such a cache already.
		process.env.HOME = userInfo().homedir
		delete process.env.npm_config_cache
	}
	if (packagesAreCurrent(root)) return
	const env = { ...process.env, PATH: pathWithoutPackages(), NODE_ENV: 'development' }
	const install = () => runQuietly('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], env)
	const { code, output } = await step('Installing packages', install, { about: 'about a minute' })
	if (code === 0) return
	process.stderr.write(output)
	giveUp('The packages could not be installed: see above what npm said, and try again.')
}
