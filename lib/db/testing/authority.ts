import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { certificatePem, commonName, der, objectId, sequence, spkiOf, utcTime } from '#lib/pod/testing/der.ts'

export interface Certified {
	/** PEM. */
	cert: string
	key: string
}

/** An authority of a test's own, which certifies servers and clients. */
export interface Authority {
	cert: string
	/** @param ip of a server: the address that it stands for */
	certify(name: string, ip?: string): Certified
}

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'))
const version3 = der(0xa0, der(0x02, Buffer.from([2])))

const newKeys = () =>
	generateKeyPairSync('ec', {
		namedCurve: 'P-256',
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	})

const extension = (id: string, value: Buffer) => sequence(objectId(id), der(0x04, value))
const mayCertify = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))
const standsFor = (ip: string) =>
	extension('551d11', sequence(der(0x87, Buffer.from(ip.split('.').map(Number)))))

function sign(
	issuer: { name: string; key: string },
	name: string,
	publicKey: string,
	extensions: Buffer[],
): string {
	const number = der(0x02, Buffer.from([1, ...randomBytes(8)]))
	const toBeSigned = sequence(
		version3,
		number,
		ecdsaWithSha256,
		commonName(issuer.name),
		validity,
		commonName(name),
		spkiOf(publicKey),
		...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
	)
	const signature = createSign('sha256').update(toBeSigned).sign(issuer.key)
	return certificatePem(sequence(toBeSigned, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature)))
}

export function makeAuthority(name: string): Authority {
	const own = newKeys()
	const issuer = { name, key: own.privateKey }
	return {
		cert: sign(issuer, name, own.publicKey, [mayCertify]),
		certify(subject, ip) {
			const { publicKey, privateKey } = newKeys()
			return { cert: sign(issuer, subject, publicKey, ip ? [standsFor(ip)] : []), key: privateKey }
		},
	}
}
