import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealEntry } from '#lib/ledger/seal.ts'
import { leafHash, rootOf } from '#lib/ledger/tree.ts'
import { projectRoot } from '../launch/project-root.ts'
import { checkpointText, makeSigner, signNote } from '../testing/notes.ts'
import { figure, heading } from './figures.ts'

const signer = makeSigner('scopekeeper.example/bench')
const linesPerWrite = 500
/** Makes a process say its greatest resident memory, in kilobytes, when it ends. */
const sayMemory = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))'

function makeLine(index: number): { line: string; entry: string } {
	const { body, salt, details } = sealEntry({
		action: 'change.applied',
		actor: { issuer: 'https://login.example', subject: `officer-${index % 50}` },
		changeId: `0199a3c4-5b6d-7e8f-9a0b-${index.toString(16).padStart(12, '0')}`,
		groupId: '65d3c3fe4e5e4a6f_x-91',
		userId: String(7_215_545_000_000 + (index % 5000)),
		active: index % 2 === 0,
		state: 'applied',
		details: {
			actorName: 'Jo Fenwick',
			reason: 'Covers the desk while its officer is away. '.repeat(5),
			ticket: 'SUP-1',
		},
	})
	const time = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()
	const entry = `{"body":${body},"seq":${index + 1},"time":"${time}"}`
	return {
		line: `{"details":${details},"entry":${entry},"index":${index},"salt":"${salt.toString('hex')}"}\n`,
		entry,
	}
}

function receiptLine(checkpoint: string, count: number): string {
	const by = '{"name":"Ada Lindqvist","role":"auditor"}'
	const times = `"count":${count},"exportedAt":"2026-11-24T12:00:00.000Z"`
	const rest = `"filter":{},"format":"scopekeeper-export/1","proves":"","sequence":${count + 1},"whole":true`
	return `{"receipt":{"by":${by},"checkpoint":${JSON.stringify(checkpoint)},${times},${rest}}}\n`
}

/** Writes a whole export and gives its checkpoint. */
function writeExport(path: string, entries: number): string {
	const sign = (root: Buffer) => signNote(checkpointText(signer.name, entries, root), signer)
	const leaves: Buffer[] = []
	const file = openSync(path, 'w')
	// The receipt comes first and needs the root, which comes last: one of the same length keeps its place.
	writeSync(file, receiptLine(sign(rootOf([])), entries))
	for (let index = 0; index < entries; ) {
		let lines = ''
		for (const end = Math.min(entries, index + linesPerWrite); index < end; index += 1) {
			const { line, entry } = makeLine(index)
			leaves.push(leafHash(entry))
			lines += line
		}
		writeSync(file, lines)
	}
	const checkpoint = sign(rootOf(leaves))
	writeSync(file, receiptLine(checkpoint, entries), 0)
	closeSync(file)
	return checkpoint
}

/** How long the verifier, as a process of its own, takes over a whole export of `entries`, and with how much memory. */
export function benchVerify(entries: number): void {
	const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-verify-'))
	try {
		const path = join(folder, 'export.ndjson')
		const checkpoint = join(folder, 'checkpoint')
		const key = join(folder, 'key')
		writeFileSync(checkpoint, writeExport(path, entries))
		writeFileSync(key, signer.verifierKey)
		const verifier = join(projectRoot, 'scripts', 'verify.mjs')
		const begunAt = performance.now()
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			['--import', sayMemory, verifier, path, '--checkpoint', checkpoint, '--key', key],
			{ encoding: 'utf8' },
		)
		const seconds = (performance.now() - begunAt) / 1000
		if (status !== 0) throw new Error(`the export was not proved: ${stdout}${stderr}`)
		heading(`Verifying a whole export of ${entries.toLocaleString('en')} entries`)
		figure('a line', `${Math.round(statSync(path).size / entries)} bytes`)
		figure('time', `${seconds.toFixed(1)} s`, '≤ 15 s a million')
		figure('memory', `${Math.round(Number(stderr) / 1024)} MB`)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}
