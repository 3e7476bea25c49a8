import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { screenshot, testBrowser } from '../support/browser.ts';
import { exportOf, RECORDED_CALLS } from '../support/recorded-calls.ts';

const browser = testBrowser();

const MERMAID = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');

it('Mermaid itself draws every call that is exported for it', async () => {
  const { page, said } = await browser.open('about:blank');
  await page.addScriptTag({ path: MERMAID });
  for (const { name, record, call } of RECORDED_CALLS) {
    const text = await exportOf(record(), 'mermaid', call);
    await page.evaluate(
      `mermaid.render('call', ${JSON.stringify(text)}).then(({ svg }) => { document.body.innerHTML = svg; })`,
    );
    await screenshot(page, `${name}-mermaid`);
    const arrows = text.split('\n').filter((line) => line.includes('>>')).length;
    const drawn = [await page.locator('.messageText').count(), await page.locator('rect.actor-top').count()];
    expect([name, ...drawn]).toEqual([name, arrows, 5]);
  }
  expect(said).toEqual([]);
});
