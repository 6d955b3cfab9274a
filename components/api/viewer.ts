let viewerId: string | null = null

/**
 * UUID of the person whose page this is: told to every action, so that nothing that is pressed here is done in the name
 * of somebody who signed in since, in another tab.
 */
export const viewer = (): string | null => viewerId

/** Says whose page this is. */
export function setViewer(id: string): void {
	viewerId = id
}
