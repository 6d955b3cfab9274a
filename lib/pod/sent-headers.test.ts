import { expect, it } from 'vitest'
import { watchSending } from './sent-headers.ts'
import { json, startScriptedPod } from './testing/scripted-pod.ts'

it('tells a request that left from one that did not, once its origin has shown that it would tell', async () => {
	const pod = await startScriptedPod()
	pod.onCall(json(200, {}))
	const before = watchSending('before', pod.url)
	expect(before.wasWritten()).toBe('unclear')

	const sent = watchSending('abc123', pod.url)
	const other = watchSending('xyz789', pod.url)
	await fetch(pod.url, { headers: { 'X-Trace-Id': 'abc123' } })
	expect(sent.wasWritten()).toBe('yes')
	expect(other.wasWritten()).toBe('no')
	expect(watchSending('abc124', 'https://other.example').wasWritten()).toBe('unclear')
})

it('takes no word of a request that is over for another of the same name', async () => {
	const pod = await startScriptedPod()
	pod.onCall(json(200, {}))
	const first = watchSending('again1', pod.url)
	await fetch(pod.url, { headers: { 'X-Trace-Id': 'again1' } })
	first.end()
	expect(watchSending('again1', pod.url).wasWritten()).toBe('no')
})
