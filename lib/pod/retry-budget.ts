/**
 * How many further attempts a pod in trouble is burdened with: each first attempt earns two fifths of one, up
 * to `most`, and each further attempt costs one. A pod that answers nothing is asked at most 1.4 times as often, and one
 * that fails every fifth call is asked until it has answered all.
 */
export interface RetryBudget {
	earn(): void
	/** `false` where nothing is left. */
	spend(): boolean
}

export function createRetryBudget(most = 10): RetryBudget {
	let left = most
	return {
		earn() {
			left = Math.min(most, left + 0.4)
		},
		spend() {
			if (left < 1) return false
			left -= 1
			return true
		},
	}
}
