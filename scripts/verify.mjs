#!/usr/bin/env node
// @ts-check
import * as crypto from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * Verifies an export of the record offline. One file on Node's own library, and nothing of Scopekeeper's: whoever
 * doubts the console can copy this file, read it whole and run it elsewhere.
 */

const help = `Verifies an export of Scopekeeper's record against a checkpoint that was kept outside of it.

  node verify.mjs EXPORT --checkpoint FILE --key FILE [--since FILE]

  EXPORT             the export (NDJSON)
  --checkpoint FILE  checkpoints kept outside (signed notes, one after another); the last one counts
  --key FILE         the record's verifier keys, one a line
  --since FILE       an older checkpoint kept outside: is the record still the one that it was then?
  --size N           take the checkpoint of N entries in the --checkpoint file, not the last
  --since-size N     the same for the --since file
  --help             this text

The answer is printed in words, and is the exit code:
  0  proved
  1  not proved: the record, the export or a checkpoint was changed
  2  the files cannot be read, or the command is wrong
  3  cannot be told with the files that were given`

const format = 'scopekeeper-export/1'
const maxLineBytes = 1024 * 1024
const maxTextBytes = 256 * 1024 * 1024
const chunkBytes = 64 * 1024

/**
 * @typedef {0 | 1 | 2 | 3} Code
 * @typedef {{ code: Code, message: string }} Answer
 *
 * @typedef {object} Key
 * @property {string} name
 * @property {string} id 8 hex digits
 * @property {crypto.KeyObject} publicKey
 *
 * @typedef {object} Note A checkpoint whose signature holds.
 * @property {string} origin
 * @property {number} size
 * @property {Buffer} root
 * @property {string} signer name and id of the key
 *
 * @typedef {object} Outside The checkpoints of one file that was kept outside.
 * @property {string} option
 * @property {Note} chosen the one to prove against
 * @property {Note[]} others
 * @property {boolean} told whether `chosen` was asked for by its size
 *
 * @typedef {object} Receipt
 * @property {Note} note
 * @property {number} count
 * @property {boolean} whole
 * @property {{ size: number, proof: Buffer[] } | null} since
 *
 * @typedef {object} Line
 * @property {number} number in the file, from 1
 * @property {number} index
 * @property {Buffer} leaf
 * @property {Buffer[] | null} proof
 * @property {boolean} erased
 * @property {string} time
 */

// What is found

/** Ends the work with an answer that is not "proved". */
class Finding extends Error {
	/** @param {Code} code @param {string} message */
	constructor(code, message) {
		super(message)
		this.code = code
	}
}

/** @param {string} message @returns {never} */
function changed(message) {
	throw new Finding(1, `Not proved: ${message}`)
}

/** @param {string} message @returns {never} */
function unreadable(message) {
	throw new Finding(2, `Nothing was checked: ${message}`)
}

/** @param {number} count */
const inDigits = (count) => count.toLocaleString('en')

/** @param {number} size */
const ofEntries = (size) => `${inDigits(size)} ${size === 1 ? 'entry' : 'entries'}`

/** @param {number} first @param {number} last sequences */
const entriesFrom = (first, last) =>
	first === last ? `entry ${inDigits(first)}` : `entries ${inDigits(first)} to ${inDigits(last)}`

/** @param {number} first @param {number} last sequences */
const missing = (first, last) => `${entriesFrom(first, last)} ${first === last ? 'is' : 'are'} missing`

/** @param {{ number: number, index: number }} line @param {string} what @returns {never} */
function wrongLine({ number, index }, what) {
	return changed(`line ${inDigits(number)} (entry ${inDigits(index + 1)}) ${what}.`)
}

// Bytes

/** SHA-256; a string stands for its UTF-8. @type {(data: string | Uint8Array) => Buffer} */
const sha256 =
	typeof crypto.hash === 'function'
		? (data) => crypto.hash('sha256', data, 'buffer')
		: (data) => crypto.createHash('sha256').update(data).digest()

const emptyRoot = sha256('')

/** @param {string} text @returns {Buffer | null} null unless it is the one base64 text of its bytes */
function fromBase64(text) {
	const bytes = Buffer.from(text, 'base64')
	return bytes.toString('base64') === text ? bytes : null
}

/** @param {unknown} value @returns {Buffer | null} null unless it is a hash in base64 */
function toHash(value) {
	const bytes = typeof value === 'string' ? fromBase64(value) : null
	return bytes?.length === 32 ? bytes : null
}

/** @param {unknown} value @returns {Buffer[] | null} null unless it is a list of hashes in base64 */
function toProof(value) {
	if (!Array.isArray(value)) return null
	const hashes = value.flatMap((item) => toHash(item) ?? [])
	return hashes.length === value.length ? hashes : null
}

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0

const fatalUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @param {Uint8Array} bytes @returns {string | null} null where they are no UTF-8 */
function decode(bytes) {
	try {
		return fatalUtf8.decode(bytes)
	} catch {
		return null
	}
}

// Canonical JSON (RFC 8785)

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the members of every object in `value` are in order as they are. @param {unknown} value @returns {boolean} */
function isInOrder(value) {
	if (typeof value !== 'object' || value === null) return true
	if (Array.isArray(value)) return value.every(isInOrder)
	let before
	for (const [key, member] of Object.entries(value)) {
		if (before !== undefined && key < before) return false
		before = key
		if (typeof member === 'object' && !isInOrder(member)) return false
	}
	return true
}

/** @param {string} text @returns {string} @throws RangeError where it has no UTF-8 */
function toCanonicalString(text) {
	if (!text.isWellFormed()) throw new RangeError('half of a surrogate pair stands alone')
	return JSON.stringify(text)
}

/** @param {unknown} value @returns {string} */
function toCanonicalSlowly(value) {
	if (typeof value === 'string') return toCanonicalString(value)
	if (Array.isArray(value)) return `[${value.map(toCanonicalSlowly).join(',')}]`
	if (!isObject(value)) return JSON.stringify(value)
	const members = Object.keys(value).sort()
	return `{${members.map((key) => `${toCanonicalString(key)}:${toCanonicalSlowly(value[key])}`).join(',')}}`
}

/**
 * The canonical text of what `JSON.parse` gave. It moves keys that look like integers to the front, so that their
 * order is not the text's; and it reads halves of surrogate pairs, which `JSON.stringify` escapes.
 * @param {unknown} value
 * @throws RangeError where it has none
 */
function toCanonical(value) {
	const text = JSON.stringify(value)
	return isInOrder(value) && !text.includes('\\ud') ? text : toCanonicalSlowly(value)
}

/** @param {string} text @returns {unknown} undefined where it is no JSON */
function parseJson(text) {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

// Keys and checkpoints (C2SP: signed-note, tlog-checkpoint)

/** @param {string} text @returns {Key[]} */
function readKeys(text) {
	const keys = text.split('\n').flatMap((line, at) => {
		const trimmed = line.trim()
		return trimmed === '' || trimmed.startsWith('#') ? [] : [readKey(trimmed, at + 1)]
	})
	return keys.length > 0 ? keys : unreadable('the key file (--key) holds no key.')
}

/** @param {string} line @param {number} number @returns {Key} */
function readKey(line, number) {
	const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? []
	const bytes = fromBase64(encoded)
	if (bytes?.length !== 33 || bytes[0] !== 1)
		unreadable(`line ${number} of the key file (--key) is not a verifier key for Ed25519: NAME+ID+KEY.`)
	const digest = sha256(Buffer.concat([Buffer.from(`${name}\n`), bytes]))
	if (digest.toString('hex', 0, 4) !== id)
		unreadable(`line ${number} of the key file (--key): the key's ID is not that of its name and key.`)
	const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url', 1) }
	return { name, id, publicKey: crypto.createPublicKey({ key: jwk, format: 'jwk' }) }
}

const signatureMark = '— '

/**
 * Tells the notes of a text apart: a note is lines of text, a blank line and signature lines, and it ends where a line
 * is no signature. Blank lines between notes mean nothing.
 * @param {string} text
 * @returns {Generator<{ body: string[], signatures: string[], line: number }>} `line`: where it begins, from 1
 */
function* splitNotes(text) {
	const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
	for (let at = 0; at < lines.length; ) {
		if (lines[at] === '') {
			at += 1
			continue
		}
		const begin = at
		while (at < lines.length && lines[at] !== '') at += 1
		const body = lines.slice(begin, at)
		at += 1
		const signed = at
		while (lines[at]?.startsWith(signatureMark)) at += 1
		yield { body, signatures: lines.slice(signed, at), line: begin + 1 }
	}
}

/**
 * @param {string[]} signatures
 * @returns {{ name: string, id: string, signature: Buffer }[] | null} null where a line is none
 */
function readSignatures(signatures) {
	const read = signatures.flatMap((line) => {
		const [, name = '', encoded = ''] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? []
		const bytes = fromBase64(encoded)
		if (!bytes || bytes.length < 5) return []
		return [{ name, id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) }]
	})
	return read.length === signatures.length ? read : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a note holds none of these.
const controls = /[\0-\x1f\x7f]/

/**
 * @param {string[]} lines
 * @returns {{ origin: string, size: number, root: Buffer } | string} a string says what is wrong
 */
function readCheckpoint(lines) {
	const [origin = '', sizeText = '', rootText = ''] = lines
	if (lines.some((line) => controls.test(line))) return 'it holds control characters, or Windows line ends'
	if (lines.length < 3) return 'it is not three lines, a blank line and a signature'
	const size = /^(0|[1-9][0-9]*)$/.test(sizeText) ? Number(sizeText) : Number.NaN
	if (!isCount(size)) return 'its second line is not a size'
	const root = toHash(rootText)
	if (!root) return 'its third line is not a root hash'
	if (size === 0 && !root.equals(emptyRoot)) return 'its root is not that of an empty record'
	return { origin, size, root }
}

/**
 * @param {{ body: string[], signatures: string[] }} split
 * @param {Key[]} keys
 * @param {string} what what to call it
 * @param {(message: string) => never} malformed
 * @returns {Note}
 */
function readNote({ body, signatures }, keys, what, malformed) {
	const checkpoint = readCheckpoint(body)
	if (typeof checkpoint === 'string') return malformed(`${what} is not a checkpoint: ${checkpoint}.`)
	const read = readSignatures(signatures)
	if (!read || read.length === 0) return malformed(`${what} is not a checkpoint: it has no signature lines.`)
	const signed = Buffer.from(`${body.join('\n')}\n`)
	let signer = ''
	for (const { name, id, signature } of read) {
		for (const key of keys) {
			if (key.name !== name || key.id !== id) continue
			if (signature.length !== 64 || !crypto.verify(null, signed, key.publicKey, signature))
				changed(
					`${what} does not carry a true signature of ${name}+${id}: it was changed after it was signed.`,
				)
			if (name === checkpoint.origin) signer = `${name}+${id}`
		}
	}
	if (signer === '')
		changed(
			`${what} is not signed by a key of its origin that the key file holds: it is forged, or the key file is of another record.`,
		)
	return { ...checkpoint, signer }
}

/**
 * @param {string} text of a file kept outside
 * @param {Key[]} keys
 * @param {string} option
 * @param {number | undefined} size of the note to take, not the last
 * @returns {Outside}
 */
function readOutside(text, keys, option, size) {
	const notes = [...splitNotes(text)].map((split) =>
		readNote(split, keys, `the checkpoint at line ${inDigits(split.line)} of the ${option} file`, unreadable),
	)
	const chosen = size === undefined ? notes.at(-1) : notes.findLast((note) => note.size === size)
	if (notes.length === 0) unreadable(`the ${option} file is empty.`)
	if (!chosen) unreadable(`the ${option} file holds no checkpoint of ${ofEntries(size ?? 0)}.`)
	return { option, chosen, others: notes.filter((note) => note !== chosen), told: size !== undefined }
}

// The tree (RFC 9162, section 2.1)

const pair = Buffer.alloc(65, 1)

/** @param {Buffer} left @param {Buffer} right */
function nodeHash(left, right) {
	left.copy(pair, 1)
	right.copy(pair, 33)
	return sha256(pair)
}

/** A tree that grows by a leaf; it keeps the roots of the complete subtrees that it consists of, widest first. */
class GrowingTree {
	size = 0
	/** @type {Buffer[]} */
	#parts = []

	/** @param {Buffer} leaf */
	append(leaf) {
		let node = leaf
		for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
			const left = this.#parts.pop()
			if (left) node = nodeHash(left, node)
		}
		this.#parts.push(node)
		this.size += 1
	}

	root() {
		return this.#parts.length === 0
			? emptyRoot
			: this.#parts.reduceRight((right, left) => nodeHash(left, right))
	}
}

/** Section 2.1.3.2. @param {Line} line @param {Buffer[]} proof @param {Note} note */
function isIncluded({ index, leaf }, proof, { size, root }) {
	let [at, last, hash] = [index, size - 1, leaf]
	for (const sibling of proof) {
		if (last === 0) return false
		if (at % 2 === 1 || at === last) {
			hash = nodeHash(sibling, hash)
			while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
		} else hash = nodeHash(hash, sibling)
		;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
	}
	return last === 0 && hash.equals(root)
}

/** Section 2.1.4.2, for an older tree that is neither empty nor of the same size. @param {Note} older @param {Note} newer @param {Buffer[]} proof */
function isContinued(older, newer, proof) {
	let [at, last] = [older.size - 1, newer.size - 1]
	while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)]
	const [first, ...siblings] = at === 0 ? [older.root, ...proof] : proof
	if (!first || proof.length === 0) return false
	let [olderHash, newerHash] = [first, first]
	for (const sibling of siblings) {
		if (last === 0) return false
		if (at % 2 === 1 || at === last) {
			olderHash = nodeHash(sibling, olderHash)
			newerHash = nodeHash(sibling, newerHash)
			while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
		} else newerHash = nodeHash(newerHash, sibling)
		;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
	}
	return last === 0 && olderHash.equals(older.root) && newerHash.equals(newer.root)
}

// The lines of an export

/** @param {number} number @returns {never} */
function tooLong(number) {
	return changed(`line ${inDigits(number)} is longer than 1 MB, and no export has such a line.`)
}

/** The lines of whole bytes, each ended. @param {Buffer} bytes @returns {Generator<string | null>} null: no UTF-8 */
function* splitLines(bytes) {
	const text = decode(bytes)
	for (let from = 0; text === null && from < bytes.length; ) {
		const to = bytes.indexOf(10, from)
		yield decode(bytes.subarray(from, to))
		from = to + 1
	}
	if (text === null) return
	for (let from = 0; from < text.length; ) {
		const to = text.indexOf('\n', from)
		yield text.slice(from, to)
		from = to + 1
	}
}

/**
 * Memory stays flat: no more than a chunk and a line is held.
 * @param {Iterable<Uint8Array>} chunks
 * @returns {Generator<string | null>} null: no UTF-8
 */
function* readLines(chunks) {
	let rest = Buffer.alloc(0)
	let number = 0
	for (const chunk of chunks) {
		const bytes = Buffer.concat([rest, chunk])
		const end = bytes.lastIndexOf(10) + 1
		for (const line of splitLines(bytes.subarray(0, end))) {
			number += 1
			// No UTF-16 unit takes more than three bytes: most lines need no counting.
			if (line && line.length * 3 > maxLineBytes && Buffer.byteLength(line) > maxLineBytes) tooLong(number)
			yield line
		}
		rest = bytes.subarray(end)
		if (rest.length > maxLineBytes) tooLong(number + 1)
	}
	if (rest.length > 0)
		changed(`the export is cut off in the middle of line ${inDigits(number + 1)}, which has no line end.`)
}

const receiptMembers = 'by checkpoint count exportedAt filter format proves sequence whole'.split(' ')

/** @param {Iterator<string | null>} lines @param {Key[]} keys @returns {Receipt} */
function readReceipt(lines, keys) {
	const first = readFirstLine(lines)
	if (first === undefined) unreadable('the export is empty.')
	if (!first?.startsWith('{"receipt":{'))
		unreadable('this is not an export of the record: it begins with no receipt.')
	const parsed = parseJson(first)
	const [[, receipt], ...more] = isObject(parsed) ? Object.entries(parsed) : [[]]
	if (!isObject(receipt) || more.length > 0 || !isCanonical(parsed, first))
		changed('the receipt (line 1) was edited: it is not in the form that it was written in.')
	if (receipt.format !== format)
		unreadable(`this verifier is for exports of the format ${format}, and not for ${receipt.format}.`)
	const { checkpoint, count, whole, since = null } = receipt
	if (
		receiptMembers.some((name) => !Object.hasOwn(receipt, name)) ||
		typeof checkpoint !== 'string' ||
		!isCount(count) ||
		typeof whole !== 'boolean'
	)
		changed('the receipt (line 1) was edited: a member is missing, or is not what it should be.')
	return { note: readReceiptNote(checkpoint, keys), count, whole, since: readSince(since) }
}

/** A first line that is too long or has no end is no receipt, whatever else it is. @param {Iterator<string | null>} lines */
function readFirstLine(lines) {
	try {
		return lines.next().value
	} catch (error) {
		if (error instanceof Finding && error.code === 1) return null
		throw error
	}
}

/** @param {unknown} value @param {string} text */
function isCanonical(value, text) {
	try {
		return value !== undefined && toCanonical(value) === text
	} catch {
		// Too deep for the stack, or without UTF-8: none of ours.
		return false
	}
}

/** @param {string} text @param {Key[]} keys @returns {Note} */
function readReceiptNote(text, keys) {
	const [note, ...more] = [...splitNotes(text)]
	const whole = note && `${note.body.join('\n')}\n\n${note.signatures.join('\n')}\n`
	if (!note || more.length > 0 || whole !== text)
		changed('the checkpoint in the receipt (line 1) was edited: it is not one signed note.')
	return readNote(note, keys, 'the checkpoint in the receipt (line 1)', changed)
}

/** @param {unknown} since @returns {Receipt['since']} */
function readSince(since) {
	if (since === null) return null
	const { size, proof } = isObject(since) ? since : {}
	const hashes = toProof(proof)
	return isCount(size) && hashes
		? { size, proof: hashes }
		: changed('the receipt (line 1) was edited: its member "since" is no proof.')
}

/**
 * Reads a line and checks what it says of itself: its form, its number, and that its details are those that its entry
 * names.
 * @param {string | null} text
 * @param {number} number
 * @returns {Line}
 */
function readLine(text, number) {
	const parsed = text === null ? undefined : parseJson(text)
	const { details = undefined, entry, index, proof, salt } = isObject(parsed) ? parsed : {}
	const { body, seq, time } = isObject(entry) ? entry : {}
	if (!isCount(index) || !isObject(body))
		changed(`line ${inDigits(number)} was edited, or is of no export: it holds no entry.`)
	const place = { number, index }
	const texts = toTexts(details, { body, seq, time }, place, proof, salt)
	if (texts?.line !== text) wrongLine(place, 'was edited: it is not in the form that it was written in')
	if (seq !== index + 1 || typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))
		wrongLine(place, 'was edited: its entry is of another number')
	const hashes = proof === undefined ? null : toProof(proof)
	if (proof !== undefined && !hashes) wrongLine(place, 'was edited: its proof is not a list of hashes')
	const digest = typeof body.details === 'string' && /^[0-9a-f]{64}$/.test(body.details) ? body.details : null
	if (!digest) wrongLine(place, 'was edited: its entry names no details')
	if ((details === null) !== (salt === null))
		wrongLine(place, 'was edited: details and salt are erased together, and here only one of them is')
	if (details !== null && (!isObject(details) || digestOf(texts.details, salt) !== digest))
		wrongLine(place, 'was edited: its details are not those that its entry names')
	return { number, index, leaf: sha256(`\0${texts.entry}`), proof: hashes, erased: details === null, time }
}

/**
 * The canonical texts of a line and of its parts, each written once.
 * @param {unknown} details
 * @param {Record<'body' | 'seq' | 'time', unknown>} entry
 * @param {{ index: number }} place
 * @param {unknown} proof
 * @param {unknown} salt
 * @returns {{ line: string, entry: string, details: string } | null} null where there are none
 */
function toTexts(details, { body, seq, time }, { index }, proof, salt) {
	try {
		const entryText = `{"body":${toCanonical(body)},"seq":${toCanonical(seq)},"time":${toCanonical(time)}}`
		const detailsText = toCanonical(details)
		const proofText = proof === undefined ? '' : `"proof":${toCanonical(proof)},`
		const line = `{"details":${detailsText},"entry":${entryText},"index":${index},${proofText}"salt":${toCanonical(salt)}}`
		return { line, entry: entryText, details: detailsText }
	} catch {
		// Too deep for the stack, or without UTF-8: none of ours.
		return null
	}
}

const salted = Buffer.alloc(16 + maxLineBytes)

/** @param {string} details canonical text, no longer than a line @param {unknown} salt @returns {string | null} */
function digestOf(details, salt) {
	// Another length could move bytes between salt and details.
	if (typeof salt !== 'string' || !/^[0-9a-f]{32}$/.test(salt)) return null
	salted.write(salt, 'hex')
	const length = 16 + salted.write(details, 16)
	return sha256(salted.subarray(0, length)).toString('hex')
}

// What an export proves

/**
 * Where the entry stands that should be here; 0 where it is nowhere.
 * @param {Iterable<string | null>} rest lines
 * @param {number} index
 * @param {number} number of the line before
 */
function findLater(rest, index, number) {
	try {
		for (const text of rest) {
			number += 1
			const parsed = parseJson(text ?? '')
			if (isObject(parsed) && parsed.index === index) return number
		}
	} catch {
		// What else is wrong further down is not what was found first.
	}
	return 0
}

/**
 * Says why an entry stands in a whole export where another one should.
 * @param {Line} line
 * @param {number} expected index
 * @param {Iterable<string | null>} rest the lines after it
 * @returns {never}
 */
function explainOrder(line, expected, rest) {
	if (line.index < expected) wrongLine(line, 'is there for a second time')
	const later = findLater(rest, expected, line.number)
	if (later > 0)
		wrongLine(
			line,
			`is out of order: the place is that of entry ${inDigits(expected + 1)}, which is in line ${inDigits(later)}`,
		)
	return changed(`${missing(expected + 1, line.index)} before line ${inDigits(line.number)}.`)
}

/** Times never go back. The first line whose does is told of once all else is known to be as it was signed. */
class Clock {
	#last = ''
	/** @type {Line | null} */
	#back = null

	/** @param {Line} line */
	pass(line) {
		if (line.time < this.#last) this.#back ??= line
		this.#last = line.time
	}

	judge() {
		if (this.#back) wrongLine(this.#back, 'was dated back: it names an earlier time than the line before it')
	}
}

/** @param {Line} line @param {Note} note */
function refuseBeyond(line, { size }) {
	if (line.index >= size) wrongLine(line, `was added: the checkpoint in the receipt is of ${ofEntries(size)}`)
}

/**
 * Proves all entries against the receipt's checkpoint, and the checkpoints kept outside against their beginning.
 * @param {Generator<string | null>} lines after the receipt
 * @param {Receipt} receipt
 * @param {Note[]} outside
 * @returns {number} how many entries' details were erased
 */
function proveWhole(lines, { note, count }, outside) {
	const tree = new GrowingTree()
	const due = outside.filter(({ size }) => size <= note.size).sort((one, other) => other.size - one.size)
	/** Up to where the entries are those of outside checkpoints, and the first of these that they are not those of. */
	let sound = 0
	/** @type {Note | null} */
	let broken = null
	const compare = () => {
		for (let next = due.at(-1); next?.size === tree.size; next = due.at(-1)) {
			due.pop()
			if (broken) continue
			if (next.root.equals(tree.root())) sound = next.size
			else broken = next
		}
	}
	const clock = new Clock()
	let [number, erased] = [1, 0]
	compare()
	for (const text of lines) {
		number += 1
		const line = readLine(text, number)
		refuseBeyond(line, note)
		if (line.index !== tree.size) explainOrder(line, tree.size, lines)
		if (line.proof) wrongLine(line, 'or the receipt was edited: no line of a whole export carries a proof')
		if (line.erased) erased += 1
		tree.append(line.leaf)
		clock.pass(line)
		compare()
	}
	if (tree.size < note.size)
		changed(`the export is cut off: ${missing(tree.size + 1, note.size)} at its end.`)
	if (count !== tree.size) changed(`the receipt (line 1) was edited: it counts ${ofEntries(count)}.`)
	judgeRoots(tree, note, sound, broken, outside)
	clock.judge()
	return erased
}

/**
 * @param {GrowingTree} tree of the entries
 * @param {Note} note the receipt's
 * @param {number} sound
 * @param {Note | null} broken
 * @param {Note[]} outside
 */
function judgeRoots(tree, note, sound, broken, outside) {
	const root = tree.root()
	const place = entriesFrom(sound + 1, broken?.size ?? note.size)
	if (root.equals(note.root)) {
		if (!broken) return
		changed(
			`the record was forked: the export is true to its own checkpoint, but not to the one of ${ofEntries(broken.size)} that was kept outside. The first change is in ${place}.`,
		)
	}
	if (outside.some((kept) => kept.size === note.size && kept.root.equals(root)))
		changed(
			'the record was forked: the entries are those of the checkpoint kept outside, and the checkpoint in the receipt (line 1) is of others.',
		)
	changed(
		`the entries are not those that were signed: the first that was edited or exchanged is in ${place}.`,
	)
}

/**
 * Proves each entry against the receipt's checkpoint.
 * @param {Iterable<string | null>} lines after the receipt
 * @param {Receipt} receipt
 * @returns {number} how many entries' details were erased
 */
function proveSelection(lines, { note, count }) {
	const clock = new Clock()
	let [number, erased, before] = [1, 0, -1]
	for (const text of lines) {
		number += 1
		const line = readLine(text, number)
		refuseBeyond(line, note)
		if (!line.proof) wrongLine(line, 'or the receipt was edited: each line of a selection carries a proof')
		if (!isIncluded(line, line.proof, note))
			wrongLine(
				line,
				'is not in the record: it or its proof was edited, or the checkpoint in the receipt is of other entries',
			)
		if (line.index === before) wrongLine(line, 'is there for a second time')
		if (line.index < before) wrongLine(line, 'is out of order: the line before it holds a later entry')
		if (line.erased) erased += 1
		clock.pass(line)
		before = line.index
	}
	const held = number - 1
	if (held !== count)
		changed(
			`the receipt counts ${ofEntries(count)}, and ${inDigits(held)} are there: ${held < count ? 'some were cut off or taken out' : 'some were added'}, or the receipt was edited.`,
		)
	clock.judge()
	return erased
}

/** @param {Note[]} notes */
function refuseOtherRecords(notes) {
	const [first] = notes
	const other = notes.find(({ origin }) => origin !== first?.origin)
	if (other) changed(`the checkpoints are of two records, ${first?.origin} and ${other.origin}.`)
}

/** @param {Note[]} notes */
function refuseForks(notes) {
	/** @type {Map<number, Note>} */
	const bySize = new Map()
	for (const note of notes) {
		const other = bySize.get(note.size) ?? note
		if (!other.root.equals(note.root))
			changed(
				`the record was forked: two signed checkpoints of ${ofEntries(note.size)} have different roots, one signed by ${other.signer} and one by ${note.signer}.`,
			)
		bySize.set(note.size, note)
	}
}

/**
 * What the export, true in itself, says of the checkpoints kept outside.
 * @param {Outside} outside
 * @param {Receipt} receipt
 * @returns {{ proved: string } | { doubt: string }}
 */
function relate({ option, chosen, others, told }, { note, whole, since }) {
	const its = `The checkpoint kept outside (${option}), of ${ofEntries(chosen.size)},`
	if (chosen.size > note.size) {
		const fits = others.some(({ size }) => size === note.size)
		const sizeOption = option === '--since' ? '--since-size' : '--size'
		const way = fits ? `give ${sizeOption} ${note.size}` : `give a checkpoint of ${ofEntries(note.size)}`
		return {
			doubt: `${its} is newer than the export, whose own is of ${ofEntries(note.size)}: the export is older, or was cut back to an older checkpoint. Export again, or to prove it as of then ${way}.`,
		}
	}
	const larger = others.find(({ size }) => size > (whole ? note.size : chosen.size) && size !== note.size)
	if (larger && !told)
		return {
			doubt: `${its} is the last of its file, which also holds a larger one, of ${ofEntries(larger.size)}: a record never shrinks. Export again, or choose a checkpoint by its size.`,
		}
	if (chosen.size === note.size) return { proved: `${its} is the export's own.` }
	const alone =
		option === '--checkpoint' ? ` What was recorded after it rests on the export's own checkpoint.` : ''
	const proved = `${its} is continued: nothing of it was changed since.${alone}`
	if (whole || chosen.size === 0) return { proved }
	if (since?.size !== chosen.size)
		return {
			doubt: `This export cannot show that it continues the checkpoint of ${ofEntries(chosen.size)} kept outside (${option}): it is a selection, and carries no proof from there. A whole export can, and so can a selection that is exported with that checkpoint.`,
		}
	if (!isContinued(chosen, note, since.proof))
		changed(
			`the record was forked, or the receipt's proof was edited: the export does not continue the checkpoint of ${ofEntries(chosen.size)} kept outside (${option}).`,
		)
	return { proved }
}

/**
 * @param {Receipt} receipt
 * @param {number} erased
 * @returns {string} what is proved against the receipt's own checkpoint
 */
function sayProved({ note, count, whole }, erased) {
	const checkpoint = `checkpoint ${inDigits(note.size)} of ${note.origin}, signed by ${note.signer}`
	const lost =
		erased > 0
			? `\nThe details of ${ofEntries(erased)} were erased, as retention does: what was in them is not proved.`
			: ''
	if (whole)
		return `All ${ofEntries(count)} are those of ${checkpoint}; none is missing, added, edited or out of order.${lost}`
	if (count === 0)
		return `The export holds no entry. That none was left out is not proved: only a whole export shows that.`
	return `Each of the ${ofEntries(count)} is in the record as of ${checkpoint}. That none was left out is not proved: only a whole export shows that.${lost}`
}

/**
 * @typedef {object} Given
 * @property {Iterable<Uint8Array>} chunks the export's bytes, in pieces of any length
 * @property {string} checkpointText
 * @property {string} keyText
 * @property {string | undefined} [sinceText]
 * @property {number | undefined} [size] of the checkpoint to take in `checkpointText`, not the last
 * @property {number | undefined} [sinceSize] the same in `sinceText`
 */

/** @param {Given} given @returns {Answer} */
function prove({ chunks, checkpointText, keyText, sinceText, size, sinceSize }) {
	const keys = readKeys(keyText)
	const outside = [readOutside(checkpointText, keys, '--checkpoint', size)]
	if (sinceText !== undefined) outside.push(readOutside(sinceText, keys, '--since', sinceSize))
	const kept = outside.flatMap(({ chosen, others }) => [chosen, ...others])
	const [checkpoint, older] = outside
	if (checkpoint && older && older.chosen.size > checkpoint.chosen.size)
		unreadable('the checkpoint of --since is the newer one: exchange it with that of --checkpoint.')

	const lines = readLines(chunks)
	const receipt = readReceipt(lines, keys)
	refuseOtherRecords([receipt.note, ...kept])
	// A whole export shows itself where it parts from a checkpoint.
	refuseForks(receipt.whole ? kept : [receipt.note, ...kept])
	const erased = receipt.whole ? proveWhole(lines, receipt, kept) : proveSelection(lines, receipt)

	const related = outside.map((one) => relate(one, receipt))
	const doubts = related.flatMap((one) => ('doubt' in one ? [one.doubt] : []))
	const proved = related.flatMap((one) => ('proved' in one ? [one.proved] : []))
	const itself = sayProved(receipt, erased)
	return doubts.length > 0
		? {
				code: 3,
				message: ['Cannot tell.', ...doubts, ...proved, 'By its own checkpoint alone:', itself].join('\n'),
			}
		: { code: 0, message: ['Proved.', itself, ...proved].join('\n') }
}

/**
 * Verifies an export.
 * @param {Given} given
 * @returns {Answer} for whatever it is given; it throws nothing
 */
export function verifyExport(given) {
	try {
		return prove(given)
	} catch (error) {
		if (error instanceof Finding) return { code: error.code, message: error.message }
		return { code: 2, message: `The verifier could not finish, so nothing is proved: ${String(error)}` }
	}
}

// The command

const reasons = /** @type {Record<string, string>} */ ({
	ENOENT: 'there is no such file',
	EISDIR: 'it is a directory',
	EACCES: 'it may not be read',
	EPERM: 'it may not be read',
})

/** @param {unknown} error @param {string} path @returns {never} */
function refuseFile(error, path) {
	if (error instanceof Finding) throw error
	const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
	return unreadable(`${path} cannot be read: ${reasons[code ?? ''] ?? message}.`)
}

/** @param {string} path @returns {Generator<Uint8Array>} @throws Finding where it cannot be read */
function* readChunks(path) {
	let file
	try {
		file = openSync(path, 'r')
		if (fstatSync(file).isDirectory()) unreadable(`${path} cannot be read: it is a directory.`)
		for (;;) {
			const chunk = Buffer.allocUnsafe(chunkBytes)
			const length = readSync(file, chunk, 0, chunkBytes, null)
			if (length === 0) return
			yield chunk.subarray(0, length)
		}
	} catch (error) {
		refuseFile(error, path)
	} finally {
		if (file !== undefined) closeSync(file)
	}
}

/** @param {string} path @returns {string} @throws Finding where it is no text that can be read */
function readText(path) {
	const chunks = []
	let length = 0
	for (const chunk of readChunks(path)) {
		chunks.push(chunk)
		length += chunk.length
		if (length > maxTextBytes)
			unreadable(`${path} is too large: give its last checkpoint in a file of its own.`)
	}
	return decode(Buffer.concat(chunks)) ?? unreadable(`${path} is not text (UTF-8).`)
}

/** @param {string[]} args */
function parseCommand(args) {
	const text = /** @type {const} */ ({ type: 'string' })
	const options = {
		checkpoint: text,
		key: text,
		since: text,
		size: text,
		'since-size': text,
		help: /** @type {const} */ ({ type: 'boolean' }),
	}
	try {
		return parseArgs({ args, options, allowPositionals: true })
	} catch (error) {
		return unreadable(`${error instanceof Error ? error.message : error}\nSee --help.`)
	}
}

/** @param {string | undefined} text @param {string} option @returns {number | undefined} */
function parseSize(text, option) {
	if (text === undefined) return undefined
	return /^[0-9]{1,15}$/.test(text) ? Number(text) : unreadable(`${option} takes a number of entries.`)
}

/** @param {string[]} args @returns {Answer} */
function answer(args) {
	const { values, positionals } = parseCommand(args)
	if (values.help) return { code: 0, message: help }
	const [path, ...more] = positionals
	if (!path || more.length > 0 || !values.checkpoint || !values.key)
		unreadable('give one export, --checkpoint FILE and --key FILE. See --help.')
	return verifyExport({
		chunks: readChunks(path),
		keyText: readText(values.key),
		checkpointText: readText(values.checkpoint),
		sinceText: values.since === undefined ? undefined : readText(values.since),
		size: parseSize(values.size, '--size'),
		sinceSize: parseSize(values['since-size'], '--since-size'),
	})
}

/** Names in files may hold what a terminal would obey. @param {string} text */
const forTerminal = (text) => text.replace(/[^\P{C}\n]/gu, '?')

function main() {
	/** @type {Answer} */
	let said
	try {
		said = answer(process.argv.slice(2))
	} catch (error) {
		said = { code: 2, message: error instanceof Finding ? error.message : String(error) }
	}
	const stream = said.code === 2 ? process.stderr : process.stdout
	stream.write(`${forTerminal(said.message)}\n`)
	process.exitCode = said.code
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main()
