import Link from 'next/link'
import { Fact } from '#components/audit/entry/fact.tsx'
import { UtcTime } from '#components/audit/utc-time.tsx'
import { counted } from '#components/directory/counted.ts'
import { deskHref } from '#components/requests/desk-address.ts'
import { Card } from '#components/ui/card.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import { auditHref } from '#lib/audit/rules.ts'
import type { PersonView } from '#lib/people/schemas.ts'
import { roleTitle } from './people-words.ts'

/** Who somebody is, by the word of their identity provider, and what they have in hand. */
export function PersonFacts({ person }: { person: PersonView }) {
	const { id, email, username, subject, issuer, role, firstSignInAt, lastSignInAt } = person
	const { claimedRequests, openRequests, isViewer } = person
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
				<Fact term="Claims">
					<Requests count={claimedRequests} href={deskHref({ tab: isViewer ? 'mine' : 'others' })}>
						{isViewer ? 'See yours' : 'See all with others'}
					</Requests>
				</Fact>
				<Fact term="Waiting requests">
					<Requests count={openRequests} href={auditHref({ person: id, action: 'request', range: 'all' })}>
						See their requests in the record
					</Requests>
				</Fact>
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

/** How many, and where they are found if there are any. */
function Requests({ count, href, children }: { count: number; href: string; children: string }) {
	if (count === 0) return 'None'
	return (
		<span className="flex flex-wrap items-baseline gap-x-4">
			{counted(count, 'request', 'requests')}
			<RecordLink href={href}>{children}</RecordLink>
		</span>
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
