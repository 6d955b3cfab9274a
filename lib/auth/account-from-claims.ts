import { cleanText } from '#lib/clean-text.ts'
import type { OidcSettings } from '#lib/env.ts'
import { userIdProblem } from '#lib/pod/rules.ts'
import type { Role } from './permissions.ts'
import type { Identity } from './session-store.ts'

/** Who signed in at the provider, who need not have a role here. */
export type Account = Omit<Identity, 'role'> & { role: Role | null }

type Claims = Record<string, unknown>

/** The first role that any value of the claim gives; where several would, the one standing first here. */
const precedence: readonly Role[] = ['administrator', 'officer', 'support', 'auditor']

/** As it can be stored and shown. */
const textOf = (value: unknown) => (typeof value === 'string' ? cleanText(value).trim() || null : null)

/** Whom the claim names: exactly, or nobody, because cleaning it could make one person of two. */
const subjectOf = (value: unknown) =>
	typeof value === 'string' && value !== '' && cleanText(value, longestSubject) === value ? value : null

/** In bytes; OpenID Connect has 255. */
const longestSubject = 1024

/**
 * Who signed in, from an identity provider's claims; `null` where they name nobody. The role is `null` where no value
 * of the role claim gives one. An e-mail that the provider says is unverified is left out: it must not match anyone to
 * a pod user.
 */
export function accountFromClaims(claims: Claims, oidc: OidcSettings): Account | null {
	const subject = subjectOf(claims.sub)
	if (!subject) return null
	const email = claims.email_verified === false ? null : textOf(claims.email)
	const username = textOf(claims.preferred_username)
	return {
		issuer: oidc.issuer,
		subject,
		name: textOf(claims.name) ?? username ?? email ?? subject,
		email,
		username,
		podUserId: podUserOf(oidc.podUserClaim ? claimAt(claims, oidc.podUserClaim) : undefined),
		role: roleOf(claimAt(claims, oidc.roleClaim), oidc.roleValues),
	}
}

function roleOf(claim: unknown, values: OidcSettings['roleValues']): Role | null {
	const given = new Set<unknown>(Array.isArray(claim) ? claim : [claim])
	return precedence.find((role) => values[role].some((value) => given.has(value))) ?? null
}

const isMembers = (value: unknown): value is Claims =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The claim of exactly this name, else the one that its dots lead to: Keycloak has `realm_access.roles`. A dot may be
 * part of a name on the way, as in the ID of a client.
 */
function claimAt(members: unknown, path: string): unknown {
	if (!isMembers(members)) return undefined
	if (Object.hasOwn(members, path)) return members[path]
	const dots = [...path.matchAll(/\./g)].map(({ index }) => index)
	return dots
		.filter((dot) => Object.hasOwn(members, path.slice(0, dot)))
		.map((dot) => claimAt(members[path.slice(0, dot)], path.slice(dot + 1)))
		.find((found) => found !== undefined)
}

/**
 * Whether the provider left the role claim out because it was too long, and names a place to fetch it from instead, as
 * Microsoft Entra ID does from 200 groups on. Nothing is fetched: docs/single-sign-on.md says what to set there.
 */
export function isRoleClaimLeftOut(claims: Claims, { roleClaim }: OidcSettings): boolean {
	const elsewhere = claims._claim_names
	return claims.hasgroups === true || (isMembers(elsewhere) && Object.hasOwn(elsewhere, roleClaim))
}

/** A pod user's ID, where the claim holds one that is exact; anything else says nothing. */
function podUserOf(claim: unknown): string | null {
	const id = Number.isSafeInteger(claim) ? String(claim) : textOf(claim)?.trim()
	return id && userIdProblem(id) === null ? id : null
}
