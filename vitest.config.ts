import { defineConfig } from 'vitest/config'

export default defineConfig({
	// As in Next's server: `server-only` is an empty module under this condition, and throws without it.
	ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
	test: {
		include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts'],
		// Far above what any test takes on a busy machine: a limit for what hangs, not for what is slow.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		// Tests ask for more in a second than anybody does in an hour; those of the limits set their own.
		env: { RATE_LIMIT_PERCENT: '100000' },
		setupFiles: ['scripts/testing/quiet-log.ts'],
		// Hundreds of small files, which every file of tests would read anew, take a second: they are joined into one.
		deps: {
			optimizer: {
				ssr: {
					enabled: true,
					include: [
						'drizzle-orm',
						'drizzle-orm/pg-core',
						'drizzle-orm/node-postgres',
						'drizzle-orm/node-postgres/migrator',
					],
				},
			},
		},
		globalSetup: ['lib/db/testing/global-setup.ts'],
	},
})
