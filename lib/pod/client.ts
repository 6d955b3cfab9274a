import type { PodHealth } from './health.ts'
import { createReader, type ReadFromPod } from './read.ts'
import { createTransport, type TransportConfig } from './transport.ts'
import { createWriter, type WriteToPod } from './write.ts'

export interface PodClientConfig extends TransportConfig {
	/** Type asked for when listing groups, normally `ROLE_SCOPE`. */
	groupType: string
	/** The Global group's ID; `null` where it is known by its name. */
	globalGroupId: string | null
	/** For one write with its logins and replays; 10 s. */
	writeTimeoutMs?: number
	/** For one read with its retries; 15 s. */
	readTimeoutMs?: number
}

/** One pod, as the files of `lib/pod` call it. Holds the session token; gives it to nobody. */
export interface PodClient {
	readonly groupType: string
	readonly globalGroupId: string | null
	read: ReadFromPod
	write: WriteToPod
	health(): PodHealth
}

/** @throws AppError `invalid_input` for addresses or credentials that cannot be used; nothing is called yet */
export function createPodClient(config: PodClientConfig): PodClient {
	const transport = createTransport(config)
	return {
		groupType: config.groupType,
		globalGroupId: config.globalGroupId,
		read: createReader(transport, config.readTimeoutMs ?? 15_000),
		write: createWriter(transport, config.writeTimeoutMs ?? 10_000),
		health: transport.health.read,
	}
}
