import { expect, test } from 'vitest'
import { stillFits } from './still-fits.ts'

const zaneta = ['Żaneta Górska', 'zgorska', null, '7215545058349']

test('part of any known text fits, whatever case and accents', () => {
	expect(stillFits(zaneta, 'GORSKA')).toBe(true)
	expect(stillFits(zaneta, '058349')).toBe(true)
})

test('every word has to fit, in any order', () => {
	expect(stillFits(zaneta, 'gorska zaneta')).toBe(true)
	expect(stillFits(zaneta, 'zaneta quill')).toBe(false)
})

test('nothing typed leaves everything', () => {
	expect(stillFits(zaneta, '')).toBe(true)
})
