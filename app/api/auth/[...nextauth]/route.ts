import { handleSignIn } from '#lib/auth/handle-sign-in.ts'

export { handleSignIn as GET, handleSignIn as POST }
