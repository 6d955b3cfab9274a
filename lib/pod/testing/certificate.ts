import { createSign } from 'node:crypto'
import { botKeys } from './scripted-pod.ts'

/** DER by hand, so that no private key has to lie in the repository: tag, length, content (X.690). */
function der(tag: number, ...contents: Buffer[]): Buffer {
	const content = Buffer.concat(contents)
	const { length } = content
	const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
	return Buffer.concat([Buffer.from([tag, ...head]), content])
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents)
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const utcTime = (text: string) => der(0x17, Buffer.from(text))
const name = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from('localhost')))))
const sha256WithRsa = sequence(objectId('2a864886f70d01010b'), der(0x05))

function makeCertificate(): string {
	const spki = Buffer.from(botKeys.publicKey.replace(/-----[^-]+-----|\s/g, ''), 'base64')
	const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'))
	const toBeSigned = sequence(der(0x02, Buffer.from([1])), sha256WithRsa, name, validity, name, spki)
	const signature = createSign('sha256').update(toBeSigned).sign(botKeys.privateKey)
	const certificate = sequence(toBeSigned, sha256WithRsa, der(0x03, Buffer.from([0]), signature))
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

/** Key and certificate of a server that no client trusts. */
export const selfSigned = { key: botKeys.privateKey, cert: makeCertificate() }
