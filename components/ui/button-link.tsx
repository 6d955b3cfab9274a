import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClasses } from './button.tsx'

/** A link that looks like a button: it leads somewhere, and does nothing by itself. */
export function ButtonLink({
	look,
	size,
	className = '',
	...rest
}: ComponentProps<typeof Link> & ButtonLook) {
	return <Link prefetch={false} {...rest} className={`${buttonClasses({ look, size })} ${className}`} />
}
