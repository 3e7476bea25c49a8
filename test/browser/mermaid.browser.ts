import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { screenshot, testBrowser } from '../support/browser.ts';
import { runCli } from '../support/cli.ts';
import { placeWithRecord, RECORDED_CALLS, recordText } from '../support/recorded-calls.ts';

const browser = testBrowser();

const MERMAID = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');

it.each(RECORDED_CALLS)('Mermaid draws the call $name', async ({ name }) => {
  const { stdout } = await runCli(
    ['flows', 'export', 'last', '--format', 'mermaid'],
    placeWithRecord(recordText(name)),
  );
  const { page, said } = await browser.open('about:blank');
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate(
    `mermaid.render('call', ${JSON.stringify(stdout)}).then(({ svg }) => { document.body.innerHTML = svg; })`,
  );
  await screenshot(page, `${name}-mermaid`);
  const arrows = stdout.split('\n').filter((line) => line.includes('>>')).length;
  expect(await page.locator('.messageText').count()).toBe(arrows);
  expect(await page.locator('rect.actor-top').count()).toBe(5);
  expect(said).toEqual([]);
});
