import fc from 'fast-check'
import type { BuiltAction } from '../testing/built.ts'
import { actionCase } from './action-cases.ts'
import { addressCase, headerCase, signInCase } from './address-cases.ts'
import type { Case } from './case.ts'

/** Requests of every kind, drawn by a seed: the same seed gives the same ones. */
export function drawCases(
	{ url, actions, addresses }: { url: string; actions: BuiltAction[]; addresses: string[] },
	{ count, seed }: { count: number; seed: number },
): Case[] {
	const arbitrary = fc.oneof(
		{ weight: 9, arbitrary: actionCase(actions, url) },
		{ weight: 6, arbitrary: addressCase(addresses) },
		{ weight: 2, arbitrary: signInCase(url) },
		{ weight: 2, arbitrary: headerCase(addresses) },
	)
	return fc.sample(arbitrary, { numRuns: count, seed })
}
