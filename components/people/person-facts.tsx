import Link from 'next/link'
import { Fact } from '#components/audit/entry/fact.tsx'
import { UtcTime } from '#components/audit/utc-time.tsx'
import { counted } from '#components/directory/counted.ts'
import { Card } from '#components/ui/card.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import { auditHref } from '#lib/audit/rules.ts'
import type { PersonView } from '#lib/people/schemas.ts'
import { roleTitle } from './people-words.ts'

/** Who somebody is, by the word of their identity provider, and what they have in hand. */
export function PersonFacts({ person }: { person: PersonView }) {
	const { id, email, username, subject, issuer, role, firstSignInAt, lastSignInAt } = person
	const { claimedRequests, openRequests } = person
	return (
		<Card aria-labelledby="who" className="overflow-hidden">
			<h2
				id="who"
				className="flex min-h-[58px] items-center border-b border-line px-5 py-2.5 text-lead font-semibold"
			>
				Who it is
			</h2>
			<dl className="px-5 py-2">
				<Fact term="Role">
					{roleTitle(role)} <span className="text-small text-ink-3">· as of the last sign-in</span>
				</Fact>
				<Fact term="E-mail">{email}</Fact>
				<Fact term="Username">{username}</Fact>
				<Fact term="Subject">
					<IdText id={subject} what="subject" />
				</Fact>
				<Fact term="Provider">
					<span className="id-text">{issuer}</span>
				</Fact>
				<Fact term="First sign-in">
					<UtcTime at={firstSignInAt} short />
				</Fact>
				<Fact term="Last sign-in">
					<UtcTime at={lastSignInAt} short />
				</Fact>
				<Fact term="Has claimed">{counted(claimedRequests, 'request', 'requests')}</Fact>
				<Fact term="Has asked for">{counted(openRequests, 'request that waits', 'requests that wait')}</Fact>
				<Fact term="Record">
					<span className="flex flex-wrap gap-x-4">
						<RecordLink href={auditHref({ person: id, range: 'all' })}>What concerns them</RecordLink>
						<RecordLink href={auditHref({ person: id, action: 'sign_in', range: 'all' })}>
							Their sign-ins
						</RecordLink>
					</span>
				</Fact>
			</dl>
		</Card>
	)
}

function RecordLink({ href, children }: { href: string; children: string }) {
	return (
		<Link
			prefetch={false}
			href={href}
			className="inline-block rounded-sm py-1 font-medium text-accent hover:underline"
		>
			{children}
		</Link>
	)
}
