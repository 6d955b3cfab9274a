import { tenantBase } from './landmarks.ts'

export type Entitlement = 'VIEW_ROLE_SCOPES' | 'MANAGE_ROLE_SCOPES'

/** An account that a program signs in with. */
export interface ServiceAccount {
	id: string
	username: string
	displayName: string
	entitlements: readonly Entitlement[]
}

/** All sign in with the one registered key; they differ in what they may do. */
export const serviceAccounts: readonly ServiceAccount[] = [
	{
		id: String(tenantBase + 901n),
		username: 'scopekeeper-bot',
		displayName: 'Scopekeeper',
		entitlements: ['VIEW_ROLE_SCOPES', 'MANAGE_ROLE_SCOPES'],
	},
	{
		id: String(tenantBase + 902n),
		username: 'scopekeeper-viewer',
		displayName: 'Scopekeeper, reading only',
		entitlements: ['VIEW_ROLE_SCOPES'],
	},
	{
		id: String(tenantBase + 903n),
		username: 'scopekeeper-none',
		displayName: 'Scopekeeper, without entitlements',
		entitlements: [],
	},
]
