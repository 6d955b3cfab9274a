import { expect, it } from 'vitest'
import type { OidcSettings } from '#lib/env.ts'
import { accountFromClaims, isRoleClaimLeftOut } from './account-from-claims.ts'

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
	expect(accountFromClaims({ ...claims, groups: ['x', 'legacy'] }, oidc)?.role).toBe('officer')
	expect(accountFromClaims({ ...claims, groups: ['sk-support', 'sk-admin'] }, oidc)?.role).toBe(
		'administrator',
	)
	expect(accountFromClaims({ ...claims, groups: 'sk-support' }, oidc)?.role).toBe('support')
})

it('gives no role where no value of the claim gives one, and says who it is all the same', () => {
	for (const groups of [
		undefined,
		null,
		'',
		[],
		['SK-OFFICER'],
		[['sk-officer', 'x']],
		[['sk-officer']],
		{ 0: 'sk-officer' },
	]) {
		expect(accountFromClaims({ ...claims, groups }, oidc)).toMatchObject({
			subject: 's-1',
			name: 'Avery Quill',
			role: null,
		})
	}
})

it('finds a claim inside others by a path with dots, unless a claim has that very name', () => {
	const roleAt = (roleClaim: string, more: Record<string, unknown>) =>
		accountFromClaims({ ...claims, ...more }, { ...oidc, roleClaim })?.role
	expect(roleAt('realm_access.roles', { realm_access: { roles: ['sk-admin'] } })).toBe('administrator')
	const inClient = { resource_access: { 'acme.console': { roles: ['sk-support'] } } }
	expect(roleAt('resource_access.acme.console.roles', inClient)).toBe('support')
	const exact = { 'https://acme.com/roles': ['sk-officer'], 'https://acme': { 'com/roles': ['sk-admin'] } }
	expect(roleAt('https://acme.com/roles', exact)).toBe('officer')
	for (const none of [undefined, 'sk-admin', ['sk-admin'], { other: ['sk-admin'] }]) {
		expect(roleAt('realm_access.roles', { realm_access: none })).toBeNull()
	}
	expect(roleAt('constructor.name', {})).toBeNull()
})

it('tells that the provider left the role claim out for its length', () => {
	const sources = { src1: { endpoint: 'https://graph.example.com/groups' } }
	expect(isRoleClaimLeftOut({ _claim_names: { groups: 'src1' }, _claim_sources: sources }, oidc)).toBe(true)
	expect(isRoleClaimLeftOut({ hasgroups: true }, oidc)).toBe(true)
	expect(isRoleClaimLeftOut({ groups: [] }, oidc)).toBe(false)
	expect(isRoleClaimLeftOut({ _claim_names: { wids: 'src1' } }, oidc)).toBe(false)
})

it('gives nobody in without a subject', () => {
	expect(accountFromClaims({ ...claims, sub: undefined, groups: ['sk-officer'] }, oidc)).toBeNull()
})

it('leaves out an e-mail address that the provider calls unverified', () => {
	const identity = accountFromClaims({ ...claims, email_verified: false, groups: ['sk-officer'] }, oidc)
	expect(identity?.email).toBeNull()
})

it('takes the pod user from its claim, as text or as a whole number that is exact', () => {
	const podUserOf = (value: unknown) =>
		accountFromClaims({ ...claims, groups: ['sk-officer'], symphony_id: value }, oidc)?.podUserId
	expect(podUserOf('9007199254740993')).toBe('9007199254740993')
	expect(podUserOf(7215545058329)).toBe('7215545058329')
	expect(podUserOf(9007199254740994)).toBeNull()
	expect(podUserOf(' 7215545058329 ')).toBe('7215545058329')
	for (const none of [undefined, '', 'aquill', '-7', '07']) expect(podUserOf(none)).toBeNull()
})

it('gives texts that can be stored, whatever the provider sends, and nobody by another’s name', () => {
	const told = { ...claims, name: 'Avery\0 Quill\ud800', preferred_username: '\0', email: ' ' }
	expect(accountFromClaims(told, oidc)).toMatchObject({ name: 'Avery Quill', username: null, email: null })
	expect(accountFromClaims({ sub: 's-1', name: '\0' }, oidc)).toMatchObject({ name: 's-1' })
	for (const sub of ['s-1\0', 's\ud800', 'x'.repeat(2000), '', 7]) {
		expect(accountFromClaims({ ...claims, sub }, oidc)).toBeNull()
	}
})
