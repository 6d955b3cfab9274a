/** @type {import('next').NextConfig} */
const config = {
	// The server with all that it needs of node_modules, in `.next/standalone`: what `npm start` and an image run.
	output: 'standalone',
	outputFileTracingRoot: import.meta.dirname,
	poweredByHeader: false,
	reactStrictMode: true,
	images: { unoptimized: true },
	devIndicators: false,
	// Types are a step of their own in `npm test`; whoever starts the console need not wait for them.
	typescript: { ignoreBuildErrors: true },
	productionBrowserSourceMaps: false,
	// A little more than the gate lets through, so that it is the gate that counts.
	experimental: { proxyClientMaxBodySize: '128kb', serverActions: { bodySizeLimit: '128kb' } },
	// The development server is opened at the address that `npm run dev` prints.
	allowedDevOrigins: ['127.0.0.1'],
	serverExternalPackages: ['pg', 'pino', 'prom-client'],
}

export default config
