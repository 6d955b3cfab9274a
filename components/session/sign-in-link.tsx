import { ExternalLink } from 'lucide-react'
import { buttonClasses } from '#components/ui/button.tsx'

/** Leads to the sign-in in a tab of its own, so that this one keeps what was filled in. */
export function SignInLink({ children, onFollow }: { children: string; onFollow?: () => void }) {
	return (
		<a
			href={`/sign-in?again=1&callbackUrl=${encodeURIComponent('/signed-in')}`}
			target="_blank"
			rel="noopener"
			onClick={onFollow}
			className={buttonClasses({ look: 'primary' })}
		>
			{children}
			<ExternalLink size={14} aria-hidden />
			<span className="sr-only"> in a new tab</span>
		</a>
	)
}
