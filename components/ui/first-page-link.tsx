/** To where the work of whoever is signed in begins. */
export function FirstPageLink() {
	return (
		<a href="/first" className="font-semibold text-accent hover:underline">
			Go to your first page
		</a>
	)
}
