import { AsyncLocalStorage } from 'node:async_hooks'
import type { PodClient } from '#lib/pod/client.ts'

/** Time spent waiting for the pod in one change: overlapping calls count once. */
export class PodTime {
	#open = 0
	#since = 0
	totalMs = 0

	enter(): void {
		if (this.#open === 0) this.#since = performance.now()
		this.#open += 1
	}

	leave(): void {
		this.#open -= 1
		if (this.#open === 0) this.totalMs += performance.now() - this.#since
	}
}

export const podTime = new AsyncLocalStorage<PodTime>()

/** The same client, with every call counted against the change in which it is made. */
export function clocked(pod: PodClient): PodClient {
	const during = async <T>(call: () => Promise<T>): Promise<T> => {
		const clock = podTime.getStore()
		clock?.enter()
		try {
			return await call()
		} finally {
			clock?.leave()
		}
	}
	return {
		...pod,
		read: (request) => during(() => pod.read(request)),
		write: (request) => during(() => pod.write(request)),
	}
}
