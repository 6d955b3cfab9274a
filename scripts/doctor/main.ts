import { parseArgs } from 'node:util'
import { exitCodeOf, formatJson, formatTable } from './report.ts'

const help = `Looks at the configuration as a start would read it, and tries it without writing anything:
database, identity provider, pod, checkpoints, and this machine.

  npm run doctor
  npm run --silent doctor -- --json

  --json   for programs: {"exitCode", "findings": [{"area", "what", "level", "saw", "advice"}]}
  --help   this text

  ✓ right   ! works, and is weak or unusual   ✗ wrong   – not tried, or cannot be told from here

Exit code: 0 all right, 1 something is wrong, 2 nothing is wrong and something is to be looked at.
No secret is printed.`

async function main(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, help: { type: 'boolean' } } })
	if (values.help) return console.log(help)
	// All that is looked at, and with what: whoever asks for help need not wait for it.
	const [{ examine }, { keepLogQuiet }] = await Promise.all([import('./examine.ts'), import('#lib/log.ts')])
	keepLogQuiet()
	const findings = await examine(process.env)
	const { isTTY: colour = false, columns = 110 } = process.stdout
	console.log(
		values.json ? formatJson(findings) : formatTable(findings, { colour, width: Math.min(columns, 130) }),
	)
	process.exitCode = exitCodeOf(findings)
}

await main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(`${error instanceof Error ? error.message : error}\n\n${help}`)
	process.exitCode = 1
})
