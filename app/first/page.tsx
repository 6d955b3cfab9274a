import { redirect } from 'next/navigation'
import { can } from '#lib/auth/permissions.ts'
import { requirePageActor } from '#lib/auth/session.ts'

/** Where a person's own work begins: the record for those who only check it, the queue for those who only ask. */
export default async function FirstPage(): Promise<never> {
	const { role } = await requirePageActor('/first')
	const onlyChecks = can(role, 'read_whole_record') && !can(role, 'change_assignments')
	const onlyAsks = can(role, 'file_requests') && !can(role, 'change_assignments')
	if (onlyChecks) redirect('/audit')
	redirect(onlyAsks ? '/requests' : '/assign')
}
