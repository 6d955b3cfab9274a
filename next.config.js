/** @type {import('next').NextConfig} */
const config = {
	poweredByHeader: false,
	reactStrictMode: true,
	images: { unoptimized: true },
	devIndicators: false,
	// Types are a step of their own in `npm test`; whoever starts the console need not wait for them.
	typescript: { ignoreBuildErrors: true },
	serverExternalPackages: ['pg', 'pino'],
}

export default config
