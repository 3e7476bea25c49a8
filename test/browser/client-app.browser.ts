import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FAKE_MICROPHONE, type Opened, screenshot, testBrowser } from '../support/browser.ts';
import { type Cli, startCli } from '../support/cli.ts';
import { type ClientApp, startClientApp } from '../support/client-app.ts';
import { faintTexts, overflowOf } from '../support/readability.ts';

const browser = testBrowser(FAKE_MICROPHONE);

let app: ClientApp;
beforeAll(async () => {
  app = await startClientApp();
});
afterAll(() => app.stop());

const problemOf = (page: Page): Promise<string> =>
  page
    .locator('#problem p:visible')
    .allInnerTexts()
    .then((all) => all.join('\n'));

/** Waits for what should come; what the page or its console complains of comes first, and is told. */
const until = async ({ page, said }: Opened, what: string): Promise<void> => {
  await page.locator(`${what}, #problem:visible`).first().waitFor();
  expect([what, await problemOf(page), said]).toEqual([what, '', []]);
};

/** The page of a user whom the emulator has let in. */
const online = async (permissions: string[] = ['microphone']): Promise<Opened> => {
  const opened = await browser.open(app.url, { permissions });
  await until(opened, '#session[data-state=online]');
  return opened;
};

/** Somebody calls alice. */
const call = (...flags: readonly string[]): Cli => {
  const cli = startCli(['call', '--json', ...flags], app.place);
  onTestFinished(() => cli.stop().then(() => {}));
  return cli;
};

/** Readable in any window, light and dark. */
const look = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect([name, colorScheme, await faintTexts(page)]).toEqual([name, colorScheme, []]);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect([name, width, await overflowOf(page)]).toEqual([name, width, 0]);
      await screenshot(page, `client-app-${name}-${colorScheme}-${width}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};

describe('the example of an app with the Client SDK', () => {
  it('rejects, says when the caller has given up, logs out and in', async () => {
    const opened = await online();
    const { page } = opened;
    await look(page, 'idle');
    call();
    await page.locator('#reject').waitFor();
    expect(await page.locator('#invite').innerText()).toContain('Incoming call (phone)\n\n14155550123');
    await look(page, 'ringing');
    await page.click('#reject');
    await page.locator('#invite').waitFor({ state: 'hidden' });
    call('--hangup-after', '6');
    await page.locator('#answer').waitFor();
    await page.getByText('The caller hung up.').waitFor();
    expect(await page.locator('#invite').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).click();
    await until(opened, '#session[data-state=online]');
  });

  it('says what is wrong, and what to do', async () => {
    const { page } = await online([]);
    await page.click('#call-out');
    await page.locator('#problem').waitFor();
    expect(await problemOf(page)).toContain('The microphone was refused.\nAllow it beside the address');
    await look(page, 'refused');

    const stranger = await browser.open(`${app.url}?user=mallory`);
    await stranger.page.locator('#problem').waitFor();
    expect(await problemOf(stranger.page)).toContain('The token was refused.');

    await app.listen.stop();
    await page.reload();
    await page.locator('#problem').waitFor();
    expect(await problemOf(page)).toContain(
      'No emulator runs for this folder.\n→ start one in another terminal: vonage-flow listen --emulator',
    );
  });
});
