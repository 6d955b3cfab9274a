/** Puts text on the clipboard, also where the page came over plain http. Says whether it worked. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text)
		return true
	} catch {
		const box = document.createElement('textarea')
		box.value = text
		box.style.position = 'fixed'
		document.body.append(box)
		box.select()
		const copied = document.execCommand('copy')
		box.remove()
		return copied
	}
}
