/** DER by hand, so that no private key has to lie in the repository: tag, length, content (X.690). */
export function der(tag: number, ...contents: Buffer[]): Buffer {
	const content = Buffer.concat(contents)
	const { length } = content
	const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
	return Buffer.concat([Buffer.from([tag, ...head]), content])
}

export const sequence = (...contents: Buffer[]) => der(0x30, ...contents)
export const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
export const utcTime = (text: string) => der(0x17, Buffer.from(text))
/** A distinguished name that is a common name alone. */
export const commonName = (text: string) =>
	sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(text)))))
/** A public key (SPKI) from its PEM. */
export const spkiOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')

export function certificatePem(certificate: Buffer): string {
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
