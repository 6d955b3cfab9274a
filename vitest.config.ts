import { defineConfig } from 'vitest/config'

export default defineConfig({
	// As in Next's server: `server-only` is an empty module under this condition, and throws without it.
	resolve: { conditions: ['react-server'] },
	ssr: { resolve: { conditions: ['react-server'], externalConditions: ['react-server'] } },
	test: {
		include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
		globalSetup: ['lib/db/testing/global-setup.ts'],
		execArgv: ['--conditions=react-server'],
	},
})
