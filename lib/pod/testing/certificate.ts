import { createSign } from 'node:crypto'
import { certificatePem, commonName, der, objectId, sequence, spkiOf, utcTime } from './der.ts'
import { botKeys } from './scripted-pod.ts'

const sha256WithRsa = sequence(objectId('2a864886f70d01010b'), der(0x05))

const name = commonName('localhost')

function makeCertificate(): string {
	const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'))
	const number = der(0x02, Buffer.from([1]))
	const toBeSigned = sequence(number, sha256WithRsa, name, validity, name, spkiOf(botKeys.publicKey))
	const signature = createSign('sha256').update(toBeSigned).sign(botKeys.privateKey)
	return certificatePem(sequence(toBeSigned, sha256WithRsa, der(0x03, Buffer.from([0]), signature)))
}

/** Key and certificate of a server that no client trusts. */
export const selfSigned = { key: botKeys.privateKey, cert: makeCertificate() }
