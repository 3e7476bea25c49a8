import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorAbout } from '../../src/edge/emulator/running-emulator.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { askApi } from '../support/ask-api.ts';
import { FAKE_MICROPHONE, type Opened, screenshot, testBrowser } from '../support/browser.ts';
import { type Cli, startCli } from '../support/cli.ts';
import { type ClientApp, startClientApp } from '../support/client-app.ts';
import { faintTexts, overflowOf } from '../support/readability.ts';

/** A machine, or a container, whose only interface is loopback is enough. */
const browser = testBrowser(FAKE_MICROPHONE, '--allow-loopback-in-peer-connection');

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

/** The line of the log for a callback, the first or another one. */
const callback = (name: string, nth = 1): string =>
  `:nth-match(#lines .sdk code:text-is(${JSON.stringify(name)}), ${nth})`;

/** The page of a user whom the emulator has let in. */
const online = async (permissions: string[] = ['microphone']): Promise<Opened> => {
  const opened = await browser.open(app.url, { permissions });
  await until(opened, '#session[data-state=online]');
  return opened;
};

/** Somebody calls alice. */
const call = (): Cli => {
  const cli = startCli(['call', '--json'], app.place);
  onTestFinished(() => cli.stop().then(() => {}));
  return cli;
};

/** The caller does, as the Voice API has it. */
const hangUp = async (caller: Cli): Promise<void> => {
  const { leg } = await caller.line(({ name }) => name === 'call-placed');
  const about = (await (await fetch(`${app.api}/emulator/v1/about`)).json()) as EmulatorAbout;
  await askApi({ about, api: app.api }, 'PUT', `/v1/calls/${leg}`, { action: 'hangup' });
};

/** Whoever is called answers, and stays. */
const answerAndStay = async (number: string): Promise<void> => {
  const body = JSON.stringify({ [number]: { does: 'answer', afterSeconds: 1, hangUpAfterSeconds: 3600 } });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${app.api}/emulator/v1/callees`, { method: 'PUT', headers, body });
};

/** The lines of the log, `← callInvite` and `→ answer`, without those of what every member hears. */
const logOf = async (page: Page): Promise<readonly string[]> => {
  const lines = await page
    .locator('#lines summary')
    .evaluateAll((all) =>
      all.map(({ children: [, way, name] }) => `${way?.textContent} ${name?.textContent}`),
    );
  return lines.filter((line) => line !== '← conversationEvent');
};

const logged = (page: Page, text: string) => page.locator('#lines summary', { hasText: text });

/** What Vonage asks the backend when this user calls from the app. */
const answerWebhook = async (user: string): Promise<Record<string, string>> => {
  const fieldsOf = ({ type, kind, request }: JsonObject): Record<string, string> =>
    type === 'exchange' && kind === 'answer'
      ? Object.fromEntries(new URLSearchParams(String((request as JsonObject)['query'])))
      : {};
  return fieldsOf(await app.listen.line((line) => fieldsOf(line)['from_user'] === user));
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
  it('rings, answers, is muted, sends keys, hangs up', async () => {
    const opened = await online();
    const { page, asked, said } = opened;
    await look(page, 'idle');
    const caller = call();
    await page.locator('#answer').waitFor();
    expect(await page.locator('#invite').innerText()).toContain('Incoming call (phone)\n\n14155550123');
    await look(page, 'ringing');
    await page.click('#answer');
    await until(opened, '#hang-up:enabled');
    await page.click('#mute');
    await until(opened, callback('mute'));
    await page.click('#keypad button:has-text("4")');
    await until(opened, callback('dtmf'));
    await page.keyboard.press('#');
    await until(opened, callback('dtmf', 2));
    expect(await page.locator('#pressed').innerText()).toBe('4#');
    await logged(page, 'callInvite').click();
    expect(await page.locator('#lines pre:visible').innerText()).toContain('"from": "14155550123"');
    await look(page, 'in-call');
    await page.click('#hang-up');
    await page.getByText('You hung up.').waitFor();
    await caller.ended;
    expect(await logOf(page)).toEqual([
      '→ createSession',
      '← callInvite',
      '→ answer',
      '→ mute',
      '← mute',
      '→ sendDTMF',
      '← dtmf',
      '→ sendDTMF',
      '← dtmf',
      '→ hangup',
      '← callHangup',
    ]);
    await look(page, 'afterwards');
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(app.url) && !url.startsWith(app.api))).toEqual([]);
  });

  it('calls out, with custom data for the answer webhook', async () => {
    const opened = await online();
    const { page } = opened;
    await answerAndStay('447700900444');
    await page.fill('#to', '+44 7700 900444');
    await page.click('#dial summary');
    await page.fill('#custom-data', 'T-1009');
    await page.click('#call-out');
    expect(await page.locator('#custom-data:invalid').count()).toBe(1);
    await page.fill('#custom-data', '{ "ticket": "T-1009" }');
    await page.click('#call-out');
    await until(opened, '#lines summary:has-text("legStatusUpdate"):has-text("ANSWERED")');
    expect(await page.locator('#call-stage').innerText()).toBe('in call');
    await look(page, 'out');
    await page.click('#hang-up');
    await page.getByText('You hung up.').waitFor();
    expect(await answerWebhook('alice')).toMatchObject({
      to: '447700900444',
      endpoint_type: 'app',
      custom_data: '{"ticket":"T-1009","to":"447700900444"}',
    });
    expect(await logOf(page)).toEqual([
      '→ createSession',
      '→ serverCall',
      '← legStatusUpdate',
      '← legStatusUpdate',
      '→ hangup',
      '← callHangup',
    ]);
  });

  it('rejects, says when the caller has given up, logs out and in', async () => {
    const opened = await online();
    const { page } = opened;
    call();
    await page.click('#reject');
    await page.getByText('You rejected the call.').waitFor();
    const caller = call();
    await page.locator('#answer').waitFor();
    await hangUp(caller);
    await page.getByText('The caller hung up.').waitFor();
    expect(await page.locator('#invite').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).click();
    await until(opened, '#session[data-state=online]');
  });

  it('renews the token, also when that failed at first', async () => {
    const { page } = await online();
    let asked = 0;
    await page.route('**/session?*', async (route) => {
      asked += 1;
      if (asked === 2) {
        const error = { what: 'The server sleeps', tryThis: ['wake it'] };
        return route.fulfill({ status: 502, json: { error } });
      }
      const response = await route.fetch();
      const session = (await response.json()) as JsonObject;
      // The first one is about to end.
      const expiresAt = asked === 1 ? new Date(Date.now() + 61_000).toISOString() : session['expiresAt'];
      return route.fulfill({ response, json: { ...session, expiresAt } });
    });
    await page.reload();
    await page.getByText('The server sleeps.').waitFor();
    await logged(page, 'refreshSession').waitFor();
    await page.locator('#problem').waitFor({ state: 'hidden' });
    expect(asked).toBe(3);
  });

  it('says what is wrong, and what to do', async () => {
    const { page } = await online([]);
    await page.click('#call-out');
    await page.locator('#problem').waitFor();
    expect(await problemOf(page)).toContain('The microphone was refused.\nAllow it beside the address');
    await look(page, 'refused');

    const stranger = await browser.open(`${app.url}?user=mallory`);
    await stranger.page.locator('#problem').waitFor();
    expect(await problemOf(stranger.page)).toMatch(
      /^No Client SDK user is called "mallory" here\. The emulator's users: alice\.\nSee users in vonage-flow/,
    );
    expect(await stranger.page.locator('#silent').isVisible()).toBe(false);

    await app.listen.stop();
    await page.reload();
    await page.locator('#problem').waitFor();
    expect(await problemOf(page)).toBe(
      'No emulator runs for this folder.\n→ start one in another terminal: vonage-flow listen --emulator',
    );
  });
});
