import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'

export const metadata: Metadata = {
	title: { default: 'Scopekeeper', template: '%s · Scopekeeper' },
	description: 'Assign compliance groups to the officers responsible for them.',
	robots: { index: false, follow: false },
}

export const viewport: Viewport = {
	width: 'device-width',
	initialScale: 1,
	themeColor: [
		{ media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
		{ media: '(prefers-color-scheme: dark)', color: '#0e1116' },
	],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
	// Every page is made for one answer, whose nonce its scripts carry; none is made while building.
	await connection()
	return (
		<html lang="en">
			<body>{children}</body>
		</html>
	)
}
