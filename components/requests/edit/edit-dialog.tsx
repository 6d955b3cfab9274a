import { Modal } from '#components/ui/modal.tsx'
import type { RequestSettings, RequestView } from '#lib/requests/schemas.ts'

interface EditDialogProps {
	request: RequestView
	settings: RequestSettings
	/** Given the request as it is after the edit; `null` where nothing was changed. */
	onDone: (edited: RequestView | null) => void
}

/** Changes the end, reason or ticket of one's own request. */
export function EditDialog({ request, onDone }: EditDialogProps) {
	return (
		<Modal
			label={`Edit request ${request.id}`}
			onClose={() => onDone(null)}
			className="m-auto rounded-card p-[22px]"
		>
			<h2 className="text-lead font-semibold">Edit request {request.id}</h2>
		</Modal>
	)
}
