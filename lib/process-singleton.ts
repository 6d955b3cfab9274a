const registry = Symbol.for('scopekeeper.singletons')

/**
 * One value per process under `name`, made on first use. Next bundles instrumentation, pages and routes apart,
 * so a module's own state exists several times; pools, caches and the pod's session must not.
 */
export function processSingleton<T>(name: string, make: () => T): T {
	const holder = globalThis as { [registry]?: Map<string, unknown> }
	holder[registry] ??= new Map()
	const singletons = holder[registry]
	if (!singletons.has(name)) singletons.set(name, make())
	// The name decides the type: each is used in one file only.
	return singletons.get(name) as T
}

/** Does something in the first of all bundles that ask for it under `name`, and nothing in the others. */
export function oncePerProcess(name: string, start: () => void): void {
	processSingleton(name, () => {
		start()
		return true
	})
}
