'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireViewer } from '#lib/auth/session.ts'
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
export async function fileRequestAction(input: unknown, viewer: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.file', async () => fileRequest(await requireViewer(viewer), input))
}

/** Changes one’s own request. `input` is an `editFormSchema`. */
export async function editRequestAction(input: unknown, viewer: unknown): Promise<ActionResult<RequestView>> {
	return runAction('request.edit', async () => editRequest(await requireViewer(viewer), input))
}

/** Takes a request to decide it. `input` is a `claimFormSchema`. */
export async function claimRequestAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RequestView>> {
	return runAction('request.claim', async () => claimRequest(await requireViewer(viewer), input))
}

/** Gives a claimed request back. `input` is a `requestIdSchema`. */
export async function releaseRequestAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RequestView>> {
	return runAction('request.release', async () => releaseRequest(await requireViewer(viewer), input))
}

/** Adds a comment. `input` is a `commentFormSchema`. */
export async function commentRequestAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RequestView>> {
	return runAction('request.comment', async () => commentRequest(await requireViewer(viewer), input))
}

/** Takes one’s own request back. `input` is a `requestIdSchema`. */
export async function withdrawRequestAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RequestView>> {
	return runAction('request.withdraw', async () => withdrawRequest(await requireViewer(viewer), input))
}

/** Rejects a request. `input` is a `rejectionFormSchema`. */
export async function rejectRequestAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RequestView>> {
	return runAction('request.reject', async () => rejectRequest(await requireViewer(viewer), input))
}

/** Approves a request, and applies it where nothing more is needed. `input` is an `approvalFormSchema`. */
export async function approveRequestAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RequestView>> {
	return runAction('request.approve', async () => approveRequest(await requireViewer(viewer), input))
}
