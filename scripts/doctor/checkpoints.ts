import { generateKeyPairSync } from 'node:crypto'
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { KnownSettings } from '#lib/env-inspection.ts'
import { AppError } from '#lib/errors.ts'
import { formatVerifierKey, parseVerifierKey } from '#lib/ledger/checkpoint.ts'
import { findSignerProblem } from '#lib/ledger/signer-problem.ts'
import { readSigningKey } from '#lib/signing-key.ts'
import { type Check, type Outcome, ok, open, warning, wrong } from './check.ts'
import { reading } from './database.ts'

type Settings = NonNullable<KnownSettings['checkpoint']>

function describeKey({ keyPath }: Settings, isTrial: boolean): Outcome {
	if (!existsSync(keyPath)) {
		const saw = `The first start makes ${keyPath}.`
		if (isTrial) return ok(saw)
		return warning(saw, 'Make one key for all instances, keep a copy, and name it in CHECKPOINT_KEY_PATH.')
	}
	try {
		readSigningKey(keyPath)
		return ok(`${keyPath} holds an Ed25519 key.`)
	} catch (error) {
		if (error instanceof AppError) return wrong(error.message, 'Name the right file in CHECKPOINT_KEY_PATH.')
		throw error
	}
}

/** The public half of every key that ever signed, oldest first. */
const selectKeys = `select coalesce(array_agg(verifier_key order by first_used_at), '{}') as keys from checkpoint_keys`

/** The record's name and key as they are configured, against those under which it was signed so far. */
function compare(keys: string[], { origin, keyPath }: Settings): Outcome {
	const newest = keys.at(-1)
	if (!newest) return ok('The record is not signed yet.')
	const signedAs = parseVerifierKey(newest)?.name ?? ''
	const name = origin ?? signedAs
	const privateKey = existsSync(keyPath) ? readSigningKey(keyPath) : generateKeyPairSync('ed25519').privateKey
	const verifierKey = formatVerifierKey({ name, privateKey })
	const problem = findSignerProblem({ name, verifierKey }, keys)
	if (problem) return wrong(problem, 'Where the database is another than was meant, correct DATABASE_URL.')
	if (verifierKey === newest) return ok(`The record is signed as “${signedAs}” with this key.`)
	return warning(
		`The record was signed as “${signedAs}” with another key than ${existsSync(keyPath) ? 'this one' : 'the one that would be made'}.`,
		'Where the key is changed on purpose, give auditors its public half (/api/audit/checkpoint/keys); else bring the old one back.',
	)
}

function describeFile(file: string): Outcome {
	const there = existsSync(file) ? file : dirname(file)
	try {
		accessSync(there, constants.W_OK)
		return ok(`${file} can be written.`)
	} catch {
		return wrong(
			`The file that CHECKPOINT_FILE names cannot be written (${there}).`,
			'Make its folder, and let this user write it.',
		)
	}
}

/** The checks of what signs the record's checkpoints. @param databaseUrl where the record is; null: nowhere yet */
export function checkpointChecks(settings: Settings, databaseUrl: string | null, isTrial: boolean): Check[] {
	const { file, url } = settings
	return [
		{ what: 'key', look: () => describeKey(settings, isTrial) },
		{
			what: 'record',
			needs: ['key'],
			async look() {
				if (!databaseUrl) return open('Not tried: there is no database yet.')
				const keys = await reading(databaseUrl, async (client) => {
					const { rows } = await client.query<{ keys: string[] }>(selectKeys)
					return rows[0]?.keys
				}).catch(() => null)
				return keys ? compare(keys, settings) : open('Not tried: the record could not be read.')
			},
		},
		{
			what: 'kept outside',
			look() {
				if (file) return describeFile(file)
				if (url) return open('CHECKPOINT_URL is not tried: only a checkpoint could be posted there.')
				if (isTrial) return ok('Nowhere: with the sandbox pod nothing hangs on it.')
				return warning(
					'Checkpoints are kept in the database alone.',
					'Set CHECKPOINT_FILE or CHECKPOINT_URL: only one kept outside stops whoever owns the database.',
				)
			},
		},
	]
}
