import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, pageOf } from './browser';
import { House } from './house';

let house: House;
let browser: Browser;
beforeAll(async () => {
  house = await House.open(['--session', '2026-11-20', '--seed', '13', '--contracts', '600', '--past-days', '0']);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

test('an experiment is chosen, stepped through, and restored by its link', async () => {
  const page = await pageOf(browser);
  await page.goto(`${house.address}/#/SPX/laboratory?scenario=call_wall_short`);
  const side = page.getByTestId('laboratory-side');
  await expect.poll(() => side.textContent()).toContain('short gamma');
  await page.getByRole('radio', { name: 'Dealers long' }).check({ force: true });
  await expect.poll(() => side.textContent()).toContain('long gamma');
  const { run, path } = await house.json('laboratory/call_wall_short?side=long');
  const row = page.getByRole('row', { name: /Volatility of steps/ });
  await expect.poll(() => row.textContent()).toContain(run.realised_volatility_pct.with.value.toFixed(2));
  expect(run.realised_volatility_pct.ratio.high).toBeLessThan(1);

  await page.getByRole('slider', { name: 'Step' }).press('End');
  const position = page.getByTestId('laboratory-position');
  await expect.poll(() => position.textContent()).toContain('16:00');
  expect(await position.textContent()).toContain(
    Math.round(Math.abs(path.dealers[0].hedge_shares.at(-1))).toLocaleString('en-US'),
  );

  const again = await pageOf(browser);
  await again.goto(page.url());
  await expect.poll(() => again.getByTestId('laboratory-position').textContent()).toContain('16:00');
  await expect.poll(() => again.getByTestId('laboratory-side').textContent()).toContain('long gamma');
  await page.context().close();
  await again.context().close();
});

test('what cannot be run says why', async () => {
  const page = await pageOf(browser);
  await page.goto(`${house.address}/#/SPX/laboratory?scenario=flip_cross&side=short&impact=4`);
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('unstable');
  await page.context().close();
});
