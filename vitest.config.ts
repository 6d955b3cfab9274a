import { defineConfig } from 'vitest/config'

export default defineConfig({
	// As in Next's server: `server-only` is an empty module under this condition, and throws without it.
	ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
	test: {
		include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
		globalSetup: ['lib/db/testing/global-setup.ts'],
	},
})
