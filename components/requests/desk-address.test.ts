import { expect, test } from 'vitest'
import { deskAddressIn, deskHref, requestIdOf, shownTab } from './desk-address.ts'

test('an address leads back to itself', () => {
	const href = '/requests?tab=mine&kind=assign&group=a%2Fb&user=42&request=12'
	expect(deskHref(deskAddressIn(new URLSearchParams(href.split('?')[1])))).toBe(href)
})

test('an address without anything is the first part of the queue', () => {
	expect(deskHref(deskAddressIn(new URLSearchParams('tab=nonsense&request=')))).toBe('/requests')
	expect(shownTab('officer', null)).toBe('unclaimed')
	expect(shownTab('support', null)).toBe('mine')
	expect(shownTab('auditor', null)).toBe('unclaimed')
})

test('nobody is shown a part of the queue that their role does not have', () => {
	expect(shownTab('support', 'unclaimed')).toBe('mine')
	expect(shownTab('auditor', 'review')).toBe('unclaimed')
	expect(shownTab('administrator', 'review')).toBe('review')
})

test.each(['0', '01', '-1', '1.5', '1e3', 'x', '1234567890123456', '१'])('%s is no request', (word) => {
	expect(requestIdOf(word)).toBeNull()
})

test('a request is told by its number', () => {
	expect(requestIdOf('12')).toBe(12)
})
