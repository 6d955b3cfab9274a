import { randomUUID } from 'node:crypto'

/** Bears the id of a request inside the console. Whatever a visitor sends under this name is replaced. */
export const requestIdHeader = 'x-scopekeeper-request'

/** What a person quotes and the log is searched by: 8 hexadecimal digits. */
export const newRequestId = () => randomUUID().slice(0, 8)
