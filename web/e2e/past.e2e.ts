import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Complaints, expectShown, launch, pageOf, shownValue } from './browser';
import { type Answer, House } from './house';

let browser: Browser;
let house: House;
beforeAll(async () => {
  browser = await launch();
  const recorded = join(inject('scratch'), 'history');
  house = await House.open(['--feed', `recorded:${recorded}`, '--session', '2026-11-20', '--speed', '0.01']);
  await house.standAt('2026-11-20T16:00:00Z');
  await house.until('report/SPX', ({ as_of }) => as_of === '2026-11-20T16:00:00Z'); // nothing moves from here on
});
afterAll(async () => {
  await house.close();
  await browser.close();
});

async function at(view: string): Promise<{ page: Page; complaints: Complaints }> {
  const page = await pageOf(browser);
  const complaints = new Complaints(page, [/503/]); // one worker: it is asked again
  await page.goto(`${house.address}/#/SPX/${view}`);
  await page.locator('main section section').first().waitFor();
  return { page, complaints };
}

const shownMoment = (page: Page) => shownValue(page, 'scrubber');

test('any recorded day is scrubbed moment by moment, and a link restores the moment', async () => {
  const { page, complaints } = await at('history');
  await expect.poll(() => shownMoment(page)).toMatch(/^2026-11-20T/);
  const newest = String(await shownMoment(page));
  expect(Date.parse(newest)).toBeLessThanOrEqual(Date.parse('2026-11-20T16:00:00Z')); // nothing of what comes later

  const slider = page.getByTestId('scrubber');
  await slider.press('Home');
  const first = String(await shownMoment(page));
  await slider.press('ArrowRight');
  await slider.press('ArrowRight');
  await expect.poll(() => shownMoment(page)).not.toBe(first);
  const moment = String(await shownMoment(page));
  const then = ({ levels, session, exposure }: Answer) => ({
    'then-call_wall': String(session?.call_wall.strike ?? levels.call_wall.strike),
    'then-gamma_flip': String(levels.gamma_flip.price ?? ''),
    'then-net_gex': String(exposure.net_gex_usd_per_1pct),
  });
  await expectShown(page, house, `report/SPX/at?as_of=${moment}`, then);

  await expect.poll(() => page.evaluate(() => location.hash)).toContain(encodeURIComponent(moment));
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect.poll(() => shownMoment(page)).toBe(moment);

  await slider.press('Space');
  await expect.poll(() => shownMoment(page)).not.toBe(moment); // it plays by itself
  await slider.press('Space');

  await page.getByTestId('history-day').selectOption('2026-11-18');
  await expect.poll(() => shownMoment(page)).toMatch(/^2026-11-18T/);
  expect(complaints.all).toEqual([]);
  await page.context().close();
});

test('two marked moments are compared', async () => {
  const { page } = await at('history');
  await expect.poll(() => shownMoment(page)).toMatch(/^2026-11-20T/);
  const slider = page.getByTestId('scrubber');
  await slider.press('b');
  await slider.press('Home');
  await slider.press('a');
  await page.getByText('The parts sum to the change').waitFor({ timeout: 60_000 });
  await page.context().close();
});

test('another model is set beside the own one, as the API computes it', async () => {
  const { page, complaints } = await at('positioning?model=index_gpp');
  const chosen = ({ exposure, bands }: Answer) => ({
    'chosen-net_gex': String(exposure.net_gex_usd_per_1pct),
    'chosen-p_positive': String(bands.p_positive),
  });
  await expectShown(page, house, 'report/SPX?set=bands%3Don&set=positioning%3Dindex_gpp', chosen);
  expect(await shownValue(page, 'own-net_gex')).not.toBe(await shownValue(page, 'chosen-net_gex'));
  expect(complaints.all).toEqual([]);
  await page.context().close();
});

test('a level is explained by the contracts that carry it, a word by the glossary', async () => {
  const { page, complaints } = await at('explain?level=call_wall');
  const path = 'explain/SPX/call_wall?most=3';
  await expectShown(page, house, path, ({ explain }) => ({ explained: String(explain.price) }));
  const { explain } = await house.json(path);
  await page.locator(`[title="${explain.contracts[0].option}"]`).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'What it is' }).click();
  await page.getByRole('dialog', { name: 'call wall' }).getByText('largest exposure').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Search the glossary').fill('zero gamma');
  await page.getByRole('group', { name: 'Terms found' }).getByText('gamma flip', { exact: true }).waitFor();
  expect(complaints.all).toEqual([]);
  await page.context().close();
});
