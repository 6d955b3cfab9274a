/** Ends what is waiting - delayed, hanging and late calls - when the pod stops or is reset. */
export class Interruption {
	#controller = new AbortController()

	/** Told when the waits that begin now are to end. */
	get signal(): AbortSignal {
		return this.#controller.signal
	}

	interrupt(): void {
		this.#controller.abort()
		this.#controller = new AbortController()
	}
}
