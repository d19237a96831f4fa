import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../scripts/test/chromium.ts'

/** Why the tests in a browser cannot run here; false where they can. */
export const skip = findChromium() === undefined && 'no Chromium: install it, or set CHROMIUM_PATH'

export const launch = (): Promise<Browser> => chromium.launch({
  executablePath: findChromium()!,
  // Its own sandbox does not start under root.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : []
})
