import { keepLogQuiet } from '#lib/log.ts'

/** Tests that look at the log look at its methods, or at another process: a reader of the results wants neither. */
keepLogQuiet()
