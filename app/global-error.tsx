'use client'

import './globals.css'
import ErrorPage from './error.tsx'

export default function GlobalErrorPage(props: Parameters<typeof ErrorPage>[0]) {
	return (
		<html lang="en">
			<body>
				<title>This page could not be shown · Scopekeeper</title>
				<ErrorPage {...props} />
			</body>
		</html>
	)
}
