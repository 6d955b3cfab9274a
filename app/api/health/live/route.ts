export const dynamic = 'force-dynamic'

/** That the process serves, and nothing else: who restarts it for a database that is away helps nobody. */
export const GET = () => new Response('ok', { headers: { 'cache-control': 'no-store' } })
