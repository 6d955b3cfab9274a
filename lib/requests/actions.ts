'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { approveRequest } from './approve.ts'
import { claimRequest } from './claim.ts'
import { commentRequest } from './comment.ts'
import { editRequest } from './edit.ts'
import { fileRequest } from './file.ts'
import { rejectRequest } from './reject.ts'
import { releaseRequest } from './release.ts'
import type { RequestView } from './schemas.ts'
import { withdrawRequest } from './withdraw.ts'

/** Files a request. `input` is a `requestFormSchema`. */
export async function fileRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.file', async () => fileRequest(await requireActor(), input))
}

/** Changes one’s own request. `input` is an `editFormSchema`. */
export async function editRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.edit', async () => editRequest(await requireActor(), input))
}

/** Takes a request to decide it. `input` is a `claimFormSchema`. */
export async function claimRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.claim', async () => claimRequest(await requireActor(), input))
}

/** Gives a claimed request back. `input` is a `requestIdSchema`. */
export async function releaseRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.release', async () => releaseRequest(await requireActor(), input))
}

/** Adds a comment. `input` is a `commentFormSchema`. */
export async function commentRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.comment', async () => commentRequest(await requireActor(), input))
}

/** Takes one’s own request back. `input` is a `requestIdSchema`. */
export async function withdrawRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.withdraw', async () => withdrawRequest(await requireActor(), input))
}

/** Rejects a request. `input` is a `rejectionFormSchema`. */
export async function rejectRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.reject', async () => rejectRequest(await requireActor(), input))
}

/** Approves a request, and applies it where nothing more is needed. `input` is an `approvalFormSchema`. */
export async function approveRequestAction(input: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.approve', async () => approveRequest(await requireActor(), input))
}
