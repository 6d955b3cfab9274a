import type { OidcSettings } from '#lib/env.ts'
import { userIdProblem } from '#lib/pod/rules.ts'
import type { Role } from './permissions.ts'
import type { Identity } from './session-store.ts'

/** The first role that any value of the claim gives; where several would, the one standing first here. */
const precedence: readonly Role[] = ['administrator', 'officer', 'support', 'auditor']

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

/**
 * Who signed in, from an identity provider's claims; `null` where no claim value gives a role.
 * An e-mail that the provider says is unverified is left out: it must not match anyone to a pod user.
 */
export function identityFromClaims(claims: Record<string, unknown>, oidc: OidcSettings): Identity | null {
	const claim = claims[oidc.roleClaim]
	const given = new Set((Array.isArray(claim) ? claim : [claim]).map(String))
	const role = precedence.find((candidate) => oidc.roleValues[candidate].some((value) => given.has(value)))
	const subject = textOf(claims.sub)
	if (!role || !subject) return null
	const email = claims.email_verified === false ? null : textOf(claims.email)
	const username = textOf(claims.preferred_username)
	return {
		issuer: oidc.issuer,
		subject,
		name: textOf(claims.name) ?? username ?? email ?? subject,
		email,
		username,
		podUserId: podUserOf(oidc.podUserClaim ? claims[oidc.podUserClaim] : undefined),
		role,
	}
}

/** A pod user's ID, where the claim holds one that is exact; anything else says nothing. */
function podUserOf(claim: unknown): string | null {
	const id = Number.isSafeInteger(claim) ? String(claim) : textOf(claim)?.trim()
	return id && userIdProblem(id) === null ? id : null
}
