import { walkFourEyes } from './testing/walk-four-eyes.ts'

walkFourEyes('direct')
