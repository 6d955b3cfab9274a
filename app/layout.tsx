import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'

/** The part of the typeface that every page needs: asked for together with the styles that name it, not after them. */
const latin = new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url)

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
	preload(String(latin), { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
	return (
		<html lang="en">
			<body>{children}</body>
		</html>
	)
}
