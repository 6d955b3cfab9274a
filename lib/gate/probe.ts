/** Asked for by whoever watches over the console, at whatever address they find it: these very reads and nothing beside. */

const health = ['/api/health/live', '/api/health/ready']

export const isReading = ({ method }: Request) => method === 'GET' || method === 'HEAD'

/** Whether a request asks how the process is, which is not counted. */
export const isHealthProbe = (request: Request) =>
	isReading(request) && health.includes(new URL(request.url).pathname)

/** Whether a request is one of a probe, under any name of the console. */
export const isProbe = (request: Request) =>
	isHealthProbe(request) || (isReading(request) && new URL(request.url).pathname === '/api/metrics')
