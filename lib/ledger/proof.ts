import { type NodeReader, type Range, rangeFromNodes } from './tree.ts'

/** Where a tree over `count` leaves, two at least, is split: the widest complete subtree that leaves a right side. */
function splitOf(count: number): number {
	return 2 ** ((count - 1).toString(2).length - 1)
}

/** RFC 9162, 2.1.3.1: the siblings on the way from the leaf up to the root. */
function siblingsOf(index: number, [start, end]: Range): Range[] {
	if (end - start === 1) return []
	const middle = start + splitOf(end - start)
	const [near, far]: [Range, Range] =
		index < middle
			? [
					[start, middle],
					[middle, end],
				]
			: [
					[middle, end],
					[start, middle],
				]
	return [...siblingsOf(index, near), far]
}

/** RFC 9162, 2.1.4.1; `whole` while the older tree's root is still that of the range's own left side. */
function continuationOf(older: number, [start, end]: Range, whole: boolean): Range[] {
	if (older === end) return whole ? [] : [[start, end]]
	const middle = start + splitOf(end - start)
	if (older <= middle) return [...continuationOf(older, [start, middle], whole), [middle, end]]
	return [...continuationOf(older, [middle, end], false), [start, middle]]
}

/**
 * What the proof consists of that leaf `index` (from 0) is in the tree over the first `size` leaves (RFC 9162, 2.1.3),
 * lowest sibling first.
 *
 * @throws RangeError where the tree has no such leaf
 */
export function inclusionRanges(index: number, size: number): Range[] {
	if (index < 0 || index >= size) throw new RangeError(`A tree of ${size} leaves has no leaf ${index}`)
	return siblingsOf(index, [0, size])
}

/**
 * What the proof consists of that the tree over the first `newer` leaves continues the one over the first `older`
 * (RFC 9162, 2.1.4).
 *
 * @throws RangeError where `older` is not from 1 to `newer`
 */
export function consistencyRanges(older: number, newer: number): Range[] {
	if (older < 1 || older > newer) throw new RangeError(`A tree of ${newer} leaves continues none of ${older}`)
	return continuationOf(older, [0, newer], true)
}

/** The hashes of a proof, from stored nodes. */
export function proofFromNodes(ranges: readonly Range[], read: NodeReader): Buffer[] {
	return ranges.map((range) => rangeFromNodes(range, read))
}
