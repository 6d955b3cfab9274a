/** @type {import('next').NextConfig} */
const config = {
	poweredByHeader: false,
	reactStrictMode: true,
	images: { unoptimized: true },
	devIndicators: false,
	serverExternalPackages: ['pg', 'pino'],
}

export default config
