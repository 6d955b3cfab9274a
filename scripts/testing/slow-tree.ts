import { createHash } from 'node:crypto'

/** The tree and its proofs word for word as RFC 9162, section 2.1 defines them, by recursion over lists of leaves. */

export function sha256(...parts: (Uint8Array | string)[]): Buffer {
	const hash = createHash('sha256')
	for (const part of parts) hash.update(part)
	return hash.digest()
}

export const slowLeaf = (entry: string) => sha256(Uint8Array.of(0), entry)
const slowNode = (left: Buffer, right: Buffer) => sha256(Uint8Array.of(1), left, right)

/** The largest power of two smaller than `count`. */
function split(count: number): number {
	let k = 1
	while (k * 2 < count) k *= 2
	return k
}

/** MTH(D_n) */
export function slowRoot(leaves: Buffer[]): Buffer {
	const [only] = leaves
	if (!only) return sha256()
	if (leaves.length === 1) return only
	const k = split(leaves.length)
	return slowNode(slowRoot(leaves.slice(0, k)), slowRoot(leaves.slice(k)))
}

/** PATH(m, D_n) */
export function slowPath(m: number, leaves: Buffer[]): Buffer[] {
	if (leaves.length === 1) return []
	const k = split(leaves.length)
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
	return m < k ? [...slowPath(m, left), slowRoot(right)] : [...slowPath(m - k, right), slowRoot(left)]
}

/** SUBPROOF(m, D_n, b); PROOF(m, D_n) is that with `whole`. */
export function slowProof(m: number, leaves: Buffer[], whole = true): Buffer[] {
	if (m === leaves.length) return whole ? [] : [slowRoot(leaves)]
	const k = split(leaves.length)
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
	return m <= k
		? [...slowProof(m, left, whole), slowRoot(right)]
		: [...slowProof(m - k, right, false), slowRoot(left)]
}

/** The root that a path leads to, by the definition of PATH read backwards; null where it is of another length. */
export function rootOfPath(m: number, n: number, leaf: Buffer, path: Buffer[]): Buffer | null {
	if (n === 1) return path.length === 0 ? leaf : null
	const k = split(n)
	const [rest, top] = [path.slice(0, -1), path.at(-1)]
	const below = m < k ? rootOfPath(m, k, leaf, rest) : rootOfPath(m - k, n - k, leaf, rest)
	if (!below || !top) return null
	return m < k ? slowNode(below, top) : slowNode(top, below)
}

/** Both roots that a consistency proof leads to, by the definition of SUBPROOF read backwards. */
export function rootsOfProof(
	m: number,
	n: number,
	older: Buffer,
	proof: Buffer[],
	whole = true,
): [older: Buffer, newer: Buffer] | null {
	const [rest, top] = [proof.slice(0, -1), proof.at(-1)]
	if (m === n && whole) return proof.length === 0 ? [older, older] : null
	if (!top) return null
	if (m === n) return rest.length === 0 ? [top, top] : null
	const k = split(n)
	const below =
		m <= k ? rootsOfProof(m, k, older, rest, whole) : rootsOfProof(m - k, n - k, older, rest, false)
	if (!below) return null
	return m <= k ? [below[0], slowNode(below[1], top)] : [slowNode(top, below[0]), slowNode(top, below[1])]
}
