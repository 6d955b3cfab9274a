// The image's health check: whether the server in the same container answers. Whether it can work is told by
// /api/health/ready, which is for whoever sends it requests: a restart cures no database.
const port = process.env.PORT || '3000'
const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => null)
process.exit(answer?.ok ? 0 : 1)
