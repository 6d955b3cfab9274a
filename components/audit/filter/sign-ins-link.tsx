import { Eye, EyeOff } from 'lucide-react'
import Link from 'next/link'
import { auditHref, type FilterParams } from '#lib/audit/rules.ts'

/** Shows sign-ins, failed ones and sign-outs, which would otherwise fill the list; or leaves them out again. */
export function SignInsLink({ params }: { params: FilterParams }) {
	const areShown = params.signIns === 'shown'
	const Icon = areShown ? EyeOff : Eye
	return (
		<Link
			prefetch={false}
			scroll={false}
			href={auditHref({ ...params, signIns: areShown ? undefined : 'shown' })}
			className={`flex min-h-[34px] items-center gap-1.5 rounded-[7px] border bg-surface px-2.5 text-note text-ink-2 hover:border-field hover:text-ink ${areShown ? 'border-accent' : 'border-line-strong'}`}
		>
			<Icon size={14} aria-hidden className="text-ink-3" />
			{areShown ? 'Hide sign-ins' : 'Show sign-ins'}
		</Link>
	)
}
