import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { auditHref, type FilterParams } from '#lib/audit/rules.ts'
import type { AuditList } from '#lib/audit/schemas.ts'

/** The way to newer and older pages, and to both ends. */
export function Pager({ list: { older, newer }, params }: { list: AuditList; params: FilterParams }) {
	if (older === null && newer === null) return null
	return (
		<nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3 print:hidden">
			<span className="flex gap-2.5">
				<Step href={newer === null ? null : auditHref(params)}>Newest</Step>
				<Step href={newer === null ? null : auditHref(params, { after: newer })}>
					<ChevronLeft size={15} aria-hidden /> Newer
				</Step>
			</span>
			<span className="flex gap-2.5">
				<Step href={older === null ? null : auditHref(params, { before: older })}>
					Older <ChevronRight size={15} aria-hidden />
				</Step>
				<Step href={older === null ? null : auditHref(params, { after: 0 })}>Oldest</Step>
			</span>
		</nav>
	)
}

const look = 'inline-flex min-h-[34px] items-center gap-1 rounded-field border px-3 font-medium'

/** One step of a pager; without an address there is nothing that way. */
export function Step({ href, children }: { href: string | null; children: ReactNode }) {
	if (href === null) {
		return (
			<span aria-disabled="true" className={`${look} border-line text-ink-3 opacity-60`}>
				{children}
			</span>
		)
	}
	return (
		<Link
			prefetch={false}
			href={href}
			className={`${look} border-line-strong bg-surface text-ink-2 hover:bg-bg hover:text-ink`}
		>
			{children}
		</Link>
	)
}
