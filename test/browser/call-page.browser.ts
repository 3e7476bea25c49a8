import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { screenshot, testBrowser } from '../support/browser.ts';
import { testListener } from '../support/listener.ts';
import { faintTexts, overflowOf } from '../support/readability.ts';
import { exportOf, hostileRecord, RECORDED_CALLS, recordText } from '../support/recorded-calls.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const browser = testBrowser();

/** The page of a record, as a file. */
const pageOf = async (record: string, call?: number): Promise<string> => {
  const file = join(emptyPlace().folder, 'call.html');
  writeFileSync(file, await exportOf(record, 'html', call));
  return file;
};

const urlOf = (file: string): string => pathToFileURL(file).href;

const QUIET = { asked: [], said: [] };

it.each(RECORDED_CALLS)(
  'the call $name is readable in any window, light and dark',
  async ({ name, record, call, open }) => {
    const file = await pageOf(record(), call);
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, ...heard } = await browser.open(urlOf(file), { colorScheme });
      for (const number of open) await page.click(`#e${number} > details > summary`);
      expect([colorScheme, await faintTexts(page)]).toEqual([colorScheme, []]);
      for (const width of [1280, 820, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        expect([width, await overflowOf(page)]).toEqual([width, 0]);
        await page.evaluate('scrollTo(0, 0)');
        await screenshot(page, `${name}-${colorScheme}-${width}`);
      }
      expect(heard).toEqual(QUIET);
    }
  },
);

it('can be read and opened without scripts', async () => {
  const file = await pageOf(recordText('ivr'));
  const { page } = await browser.open(urlOf(file), { javaScriptEnabled: false });
  expect(await page.locator('#tools').isVisible()).toBe(false);
  const reply = page.locator('#e15 section').last();
  expect(await reply.isVisible()).toBe(false);
  await page.click('#e15 > details > summary');
  expect(await reply.innerText()).toContain('One moment, Alice is on her way.');
});

it('is worked by keys alone', async () => {
  const file = await pageOf(recordText('ivr'));
  const { page, ...heard } = await browser.open(urlOf(file));
  const shown = (): Promise<number> => page.locator('.row[id]:visible').count();
  const all = await shown();
  await page.keyboard.press('/');
  await page.keyboard.type('input pressed');
  expect(await page.locator('.row[id]:visible .what').allInnerTexts()).toEqual(['input pressed 1']);
  expect(await page.locator('#tools output').innerText()).toMatch(/^1 of \d+ rows$/);
  await page.keyboard.press('Escape');
  expect(await shown()).toBeGreaterThanOrEqual(all);
  await page.locator('#e1 summary').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('#e1 .both').isVisible()).toBe(true);
  await page.locator('#tools .close').focus();
  await page.keyboard.press('Space');
  expect(await page.locator('.both:visible').count()).toBe(0);
  await page.locator('#tools .open').focus();
  await page.keyboard.press('Space');
  expect(await page.locator('.both:visible').count()).toBe(36);
  expect(heard).toEqual(QUIET);
});

it('opens the exchange that its address names, also one that was folded away', async () => {
  const file = await pageOf(recordText('ivr'));
  for (const number of [15, 7]) {
    const { page } = await browser.open(`${urlOf(file)}#e${number}`);
    expect(await page.locator('.both:visible').count()).toBe(1);
    expect(await page.locator(`#e${number} .both`).isVisible()).toBe(true);
  }
});

it('hostile bodies neither run nor push the page apart', async () => {
  const file = await pageOf(hostileRecord());
  const { page, ...heard } = await browser.open(urlOf(file));
  const title = await page.title();
  await page.click('#tools .open');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect([width, await overflowOf(page)]).toEqual([width, 0]);
    await screenshot(page, `hostile-${width}`);
  }
  expect(await page.title()).toBe(title);
  expect(heard).toEqual(QUIET);
});

it('a markup that got in all the same could neither run nor ask anybody', async () => {
  const server = await testListener();
  onTestFinished(() => server.close());
  const file = await pageOf(recordText('ivr'));
  const evil = `<script>document.title = 'pwned'</script><script src="${server.url}/x.js"></script>
    <img src="${server.url}/x.png" onerror="document.title = 'pwned'"><link rel="stylesheet" href="${server.url}/x.css">
    <style>body { background: url(${server.url}/y.png) }</style><iframe src="${server.url}/x.html"></iframe>
    <p style="background: url(${server.url}/z.png)">x</p><a id="evil" href="javascript:document.title = 'pwned'">x</a>`;
  writeFileSync(file, readFileSync(file, 'utf8').replace('<main', `${evil}<main`));
  const { page } = await browser.open(urlOf(file));
  await page.click('#evil');
  await page.waitForLoadState('networkidle');
  expect(await page.title()).not.toBe('pwned');
  expect(await page.locator('#tools').isVisible()).toBe(true);
  expect(server.received).toEqual([]);
});

it('prints what is open, without what only a screen can use', async () => {
  const file = await pageOf(recordText('ivr'));
  const { page } = await browser.open(urlOf(file), { colorScheme: 'dark' });
  await page.click('#e15 > details > summary');
  // The width of an A4 sheet without its margins, in CSS pixels.
  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#tools').isVisible()).toBe(false);
  expect(await page.locator('#e15 .both').isVisible()).toBe(true);
  expect(await faintTexts(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await screenshot(page, 'print');
});
