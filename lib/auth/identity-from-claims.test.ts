import { expect, it } from 'vitest'
import type { OidcSettings } from '#lib/env.ts'
import { identityFromClaims } from './identity-from-claims.ts'

const oidc: OidcSettings = {
	issuer: 'https://login.example.com',
	clientId: 'scopekeeper',
	clientSecret: 'kept elsewhere',
	roleClaim: 'groups',
	roleValues: {
		administrator: ['sk-admin'],
		officer: ['sk-officer', 'legacy'],
		support: ['sk-support'],
		auditor: [],
	},
	podUserClaim: 'symphony_id',
}
const claims = {
	sub: 's-1',
	name: 'Avery Quill',
	email: 'avery.quill@example.com',
	preferred_username: 'aquill',
}

it('gives the role of any value of the claim, the strongest where there are several', () => {
	expect(identityFromClaims({ ...claims, groups: ['x', 'legacy'] }, oidc)?.role).toBe('officer')
	expect(identityFromClaims({ ...claims, groups: ['sk-support', 'sk-admin'] }, oidc)?.role).toBe(
		'administrator',
	)
	expect(identityFromClaims({ ...claims, groups: 'sk-support' }, oidc)?.role).toBe('support')
})

it('gives nobody in where no value of the claim gives a role', () => {
	for (const groups of [
		undefined,
		null,
		'',
		[],
		['SK-OFFICER'],
		[['sk-officer', 'x']],
		{ 0: 'sk-officer' },
	]) {
		expect(identityFromClaims({ ...claims, groups }, oidc)).toBeNull()
	}
})

it('gives nobody in without a subject', () => {
	expect(identityFromClaims({ ...claims, sub: undefined, groups: ['sk-officer'] }, oidc)).toBeNull()
})

it('leaves out an e-mail address that the provider calls unverified', () => {
	const identity = identityFromClaims({ ...claims, email_verified: false, groups: ['sk-officer'] }, oidc)
	expect(identity?.email).toBeNull()
})

it('takes the pod user from its claim, as text or as a whole number that is exact', () => {
	const podUserOf = (value: unknown) =>
		identityFromClaims({ ...claims, groups: ['sk-officer'], symphony_id: value }, oidc)?.podUserId
	expect(podUserOf('9007199254740993')).toBe('9007199254740993')
	expect(podUserOf(7215545058329)).toBe('7215545058329')
	expect(podUserOf(9007199254740994)).toBeNull()
	expect(podUserOf(' 7215545058329 ')).toBe('7215545058329')
	for (const none of [undefined, '', 'aquill', '-7', '07']) expect(podUserOf(none)).toBeNull()
})
