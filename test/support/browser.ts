import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** Debian's, or the one that `CHROMIUM` names. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Nothing of a browser's own may ask anybody, and in a container there is neither a user of one's own nor a GPU. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export interface Opened {
  readonly page: Page;
  /** What it has asked for beside itself, and what its console said. */
  readonly asked: string[];
  readonly said: string[];
}

/** A microphone that hums. Whether a page may have it is said by `permissions`. */
export const FAKE_MICROPHONE = '--use-fake-device-for-media-stream';

/** A Chromium for the tests of a file, with a profile of its own that is thrown away. */
export const testBrowser = (
  ...flags: readonly string[]
): {
  readonly open: (url: string, options?: BrowserContextOptions) => Promise<Opened>;
} => {
  let browser: Browser;
  beforeAll(async () => {
    // The first start reads a hundred megabytes, on whatever disk.
    browser = await chromium.launch({
      executablePath: EXECUTABLE,
      args: [...FLAGS, ...flags],
      timeout: 110_000,
    });
  });
  afterAll(() => browser.close());
  return {
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      onTestFinished(() => context.close());
      // What a test waits for comes; a busy machine decides when.
      context.setDefaultTimeout(100_000);
      const page = await context.newPage();
      const asked: string[] = [];
      const said: string[] = [];
      page.on('request', (request) => {
        if (request.url() !== url.replace(/#.*/, '')) asked.push(request.url());
      });
      page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => said.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(url);
      return { page, asked, said };
    },
  };
};

/** For somebody who wants to look: `SCREENSHOTS=/tmp/shots npm run test:browser`. */
export const screenshot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
