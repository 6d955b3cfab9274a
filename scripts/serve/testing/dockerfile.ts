import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What tests take from the Dockerfile, so that they run what the image runs. */
export interface Dockerfile {
	/** `COPY`s from the build's context, by stage from 0. */
	copiedFromContext: string[]
	/** Where the last stage takes the build from. */
	copiedFromBuild: string[]
	env: Record<string, string>
	user: string
	command: string[]
	healthCommand: string[]
}

/** @throws Error where it is not as these tests read it */
export function readDockerfile(root: string): Dockerfile {
	const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n')
	const after = (instruction: string) =>
		lines
			.filter((line) => line.startsWith(`${instruction} `))
			.map((line) => line.slice(instruction.length + 1))
	const only = (instruction: string) => {
		const [found, another] = after(instruction)
		if (!found || another) throw new Error(`the Dockerfile needs one ${instruction}`)
		return found
	}
	const sources = (copy: string) => copy.split(' ').slice(0, -1)
	const copies = after('COPY')
	return {
		copiedFromContext: copies.filter((copy) => !copy.startsWith('--from=')).flatMap(sources),
		copiedFromBuild: copies
			.filter((copy) => copy.startsWith('--from=build '))
			.flatMap((copy) => sources(copy).slice(1)),
		env: Object.fromEntries(
			only('ENV')
				.split(' ')
				.map((pair) => pair.split('=') as [string, string]),
		),
		user: only('USER'),
		command: JSON.parse(only('CMD')),
		healthCommand: JSON.parse(only('HEALTHCHECK').replace(/^.*? CMD /, '')),
	}
}
