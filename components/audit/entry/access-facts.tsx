import { counted } from '#components/directory/counted.ts'
import { IdText } from '#components/ui/id-text.tsx'
import type { OperationView } from '#lib/audit/schemas.ts'
import { roleNames } from '#lib/auth/permissions.ts'
import { Fact } from './fact.tsx'

/** Whose access to the console an entry is about, and from where they came. */
export function AccessFacts({ operation: { access } }: { operation: OperationView }) {
	if (!access) return null
	const { name, subject, role, roleBefore, browser, address, sessions } = access
	return (
		<>
			<Fact term="Person">
				{subject === null ? null : (
					<>
						<bdi>{name ?? subject}</bdi>
						<div className="text-small text-ink-3">
							<IdText id={subject} what="subject" />
						</div>
					</>
				)}
			</Fact>
			<Fact term="Role">
				{role === null ? null : (
					<>
						{roleBefore === null ? null : (
							<>
								{roleNames[roleBefore]} <span className="text-ink-3">→</span>{' '}
							</>
						)}
						<span className="font-semibold">{roleNames[role]}</span>
					</>
				)}
			</Fact>
			<Fact term="Browser">{browser}</Fact>
			<Fact term="Address">{address === null ? null : <span className="id-text">{address}</span>}</Fact>
			<Fact term="Sessions">
				{sessions === null ? null : `${counted(sessions, 'session', 'sessions')} ended`}
			</Fact>
		</>
	)
}
