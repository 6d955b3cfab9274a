import type { KnownSettings } from '#lib/env-inspection.ts'
import { createPodClient, type PodClient } from '#lib/pod/client.ts'
import { loadCredentials } from '#lib/pod/connection.ts'
import { getGroup, listGroups } from '#lib/pod/groups.ts'
import { PodError } from '#lib/pod/pod-error.ts'
import { readServiceAccount, type ServiceAccount } from '#lib/pod/service-account.ts'
import { ask, describeClock, describeUnanswered } from './ask.ts'
import { type Check, type Outcome, ok, open, warning, wrong } from './check.ts'

type PodSettings = KnownSettings['pod']

/** Login tokens live for 240 s of the 300 that a pod takes. */
const mostSkewMs = 50_000
const roleName = 'SCOPE_MANAGEMENT'
const limits = { retries: 1 }

function clientFor({ url, loginUrl, credentials, groupType, globalGroupId }: PodSettings): PodClient | null {
	if (!credentials) return null
	return createPodClient({
		podUrl: url,
		loginUrl,
		credentials: loadCredentials(credentials),
		groupType,
		globalGroupId,
		readTimeoutMs: 10_000,
	})
}

const said = ({ httpStatus, podMessage }: PodError) =>
	`${httpStatus ?? 'no status'}${podMessage ? `: “${podMessage}”` : ''}`

/** A pod refuses a wrong key, an unknown name and a wrong clock alike. */
function describeLogin(error: PodError, { credentials, loginUrl }: PodSettings): Outcome {
	if (credentials?.kind === 'token') {
		return wrong(`The pod refused SYMPHONY_SESSION_TOKEN (${said(error)}).`, 'It has ended: get another one.')
	}
	if (error.problem === 'login' || error.problem === 'session') {
		return wrong(
			`The pod refused the login of “${credentials?.username}” (${said(error)}).`,
			'Check SYMPHONY_BOT_USERNAME, that the public half of SYMPHONY_BOT_PRIVATE_KEY_PATH is the key registered with that service account, and the clocks.',
		)
	}
	if (error.networkCode || error.httpStatus === null) {
		return wrong(
			`The login service at ${new URL(loginUrl).host} gave no answer (${error.networkCode ?? error.problem}).`,
			'Check SYMPHONY_LOGIN_URL, firewalls, certificates and proxies.',
		)
	}
	return wrong(
		`The login service at ${new URL(loginUrl).host} did not answer as it should (${said(error)}).`,
		'Check SYMPHONY_LOGIN_URL, and try again.',
	)
}

function describeRead(error: PodError): Outcome {
	if (error.problem === 'forbidden') {
		return wrong(
			`The service account may not list groups (${said(error)}): it lacks VIEW_ROLE_SCOPES.`,
			`Have the pod’s administrator give it the role Scope Management (${roleName}), which holds VIEW_ROLE_SCOPES and MANAGE_ROLE_SCOPES.`,
		)
	}
	return wrong(`The pod did not list groups (${said(error)}).`, error.message)
}

const attempt = <T>(
	read: () => Promise<T>,
	tell: (value: T) => Outcome,
	refused: (error: PodError) => Outcome,
) =>
	read().then(tell, (error: unknown) => {
		if (error instanceof PodError) return refused(error)
		throw error
	})

function describeAccount({ username, displayName }: ServiceAccount, { credentials }: PodSettings): Outcome {
	const saw = `The session is that of “${username ?? displayName ?? 'an account without a name'}”.`
	if (credentials?.kind === 'key' && username && username !== credentials.username) {
		return warning(saw, `SYMPHONY_BOT_USERNAME says “${credentials.username}”: see which one is meant.`)
	}
	return ok(saw)
}

function describeManage({ roles }: ServiceAccount): Outcome {
	if (!roles) {
		return open(
			'Cannot be told without a change: the pod does not show the account’s roles. The first change will tell.',
		)
	}
	if (roles.includes(roleName))
		return ok(`The account has the role ${roleName}, which holds MANAGE_ROLE_SCOPES.`)
	return warning(
		`The account’s roles do not name ${roleName}, which holds MANAGE_ROLE_SCOPES.`,
		'Where another role of it holds that entitlement, all is well; else have this one given.',
	)
}

/** The checks of the pod: one login, and reads. Nothing is changed. */
export function podChecks(settings: PodSettings): Check[] {
	const { url, groupType, globalGroupId } = settings
	const who = `The pod at ${new URL(url).host}`
	let pod: PodClient | null = null
	let account: ServiceAccount | null = null
	let aheadMs: number | null = null
	const withPod = (tell: (pod: PodClient) => Promise<Outcome>) => () =>
		pod ? tell(pod) : open('No session.')
	return [
		{
			what: 'reachable',
			async look() {
				const answer = await ask(`${url}/v2/sessioninfo`)
				if (answer.kind === 'unanswered') return describeUnanswered(answer, who, 'SYMPHONY_POD_URL')
				aheadMs = answer.aheadMs
				if (answer.status < 500 && answer.json !== undefined)
					return ok(`${who} answers${url.startsWith('https:') ? ', over TLS' : ''}.`)
				return wrong(
					`What answers at ${new URL(url).host} is not a pod, or has trouble (${answer.status}).`,
					'Check SYMPHONY_POD_URL, and what stands in between.',
				)
			},
		},
		{
			what: 'login',
			needs: ['reachable'],
			look() {
				pod = clientFor(settings)
				if (!pod) return open('Not tried: the service account’s settings are refused.')
				const read = pod
				return attempt(
					async () => {
						account = await readServiceAccount(read, limits)
						return account
					},
					() => ok('The pod has given a session.'),
					(error) => describeLogin(error, settings),
				)
			},
		},
		{
			what: 'session info',
			needs: ['login'],
			look: () => (account ? describeAccount(account, settings) : open('Nothing was seen.')),
		},
		{
			what: 'VIEW_ROLE_SCOPES',
			needs: ['login'],
			look: withPod((asked) =>
				attempt(
					() => listGroups(asked, { ...limits, most: 1 }),
					({ items }) =>
						items.length > 0
							? ok(`Groups of the type ${groupType} are listed.`)
							: warning(`The pod lists no group of the type ${groupType}.`, 'Check SYMPHONY_GROUP_TYPE.'),
					describeRead,
				),
			),
		},
		{
			what: 'MANAGE_ROLE_SCOPES',
			needs: ['VIEW_ROLE_SCOPES'],
			look: () => (account ? describeManage(account) : open('Nothing was seen.')),
		},
		{
			what: 'Global group',
			needs: ['VIEW_ROLE_SCOPES'],
			look: withPod((asked) => describeGlobal(asked, globalGroupId)),
		},
		{
			what: 'clock',
			needs: ['reachable'],
			look: () =>
				describeClock(aheadMs, mostSkewMs, 'The pod’s') ??
				(aheadMs === null ? open('It does not tell its time.') : ok('It agrees with this machine’s.')),
		},
	]
}

async function describeGlobal(pod: PodClient, groupId: string | null): Promise<Outcome> {
	if (!groupId) return ok('Recognised by its name, “Global” (SYMPHONY_GLOBAL_GROUP_ID is not set).')
	return attempt(
		() => getGroup(pod, groupId, limits),
		(group) =>
			group
				? ok(`SYMPHONY_GLOBAL_GROUP_ID is “${group.name ?? 'a group without a name'}”.`)
				: wrong('The pod has no group with SYMPHONY_GLOBAL_GROUP_ID.', 'Correct it, or leave it out.'),
		describeRead,
	)
}
