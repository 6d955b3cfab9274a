import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/config.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

// Made per request: the configuration is not there yet while the application is being built.
const handle = (request: NextRequest, context: Context) => NextAuth(authOptions())(request, context)

export { handle as GET, handle as POST }
