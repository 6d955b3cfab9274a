/** The exact name by which the built-in group that holds everyone is known, where no ID is configured. */
const globalGroupName = 'Global'

/**
 * Whether a group is the built-in Global group, which holds every user: by the configured ID, else by its exact
 * name, since the pod documents no identifier for it.
 */
export function isGlobalGroup(
	group: { id: string | null; name: string | null },
	globalGroupId: string | null,
): boolean {
	return globalGroupId === null ? group.name === globalGroupName : group.id === globalGroupId
}
