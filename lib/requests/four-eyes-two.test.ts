import { walkFourEyes } from './testing/walk-four-eyes.ts'

walkFourEyes('two')
