import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Complaints, expectShown, launch, pageOf, shownValue } from './browser';
import { House } from './house';

const played = ['--session', '2026-11-20', '--seed', '20', '--contracts', '4000', '--past-days', '0'];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
});

/** The room has its first panel. */
const opened = (page: Page) => page.locator('main section section').first().waitFor();

async function at(house: House, hash = '#/SPX/radar'): Promise<Page> {
  const page = await pageOf(browser);
  await page.goto(`${house.address}/${hash}`);
  await opened(page);
  return page;
}

test('levels on the page are those of the API', async () => {
  const house = await House.open([...played, '--speed', '60']);
  const page = await at(house);
  await house.standAt('2026-11-20T16:00:00Z');
  await house.until('report/SPX', ({ as_of }) => as_of.startsWith('2026-11-20T16:00'));
  await expectShown(page, house, 'report/SPX', ({ spot, levels, exposure, session }) => ({
    spot: String(spot),
    call_wall: String(session.call_wall.strike), // the walls shown are those that are watched
    put_wall: String(session.put_wall.strike),
    gamma_flip: String(levels.gamma_flip.price),
    net_gex: String(exposure.net_gex_usd_per_1pct),
    'state-call_wall': session.call_wall.state,
  }));
  await page.context().close();
  await house.close();
});

test('script comes as small as its size is told', async () => {
  const house = await House.open([...played, '--speed', '60']);
  const page = await pageOf(browser);
  const codings: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) codings.push(response.headers()['content-encoding']);
  });
  await page.goto(`${house.address}/#/SPX/explain`);
  await opened(page);
  expect(codings.length).toBeGreaterThan(1);
  expect(new Set(codings)).toEqual(new Set(['br']));
  await page.context().close();
  await house.close();
});

test('a wall goes from holding over tested to broken before the eyes', async () => {
  // seed 20 rallies through its call wall late in the day; the broken wall is kept in sight
  const house = await House.open([
    '--session',
    '2026-11-20',
    '--seed',
    '20',
    '--past-days',
    '0',
    '--contracts',
    '4000',
    '--speed',
    '240',
    '--set',
    'hysteresis.reelect_on_break=false',
  ]);
  const page = await at(house);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const state = document.querySelector('[data-testid="state-call_wall"]')?.getAttribute('data-value');
      if (state && seen.at(-1) !== state) seen.push(state);
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await house.post('replay', { at: '2026-11-20T19:38:00Z' });
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  await expect.poll(seen, { timeout: 90_000 }).toContain('BROKEN');
  expect(await seen()).toEqual(['HOLDING', 'TESTED', 'BROKEN']);
  await page.context().close();
  await house.close();
});

test('the page says that the server is gone, and goes on when it is back', async () => {
  const house = await House.open([...played, '--speed', '30']);
  const page = await at(house);
  await house.kill();
  await page.getByText('NO CONNECTION', { exact: true }).waitFor();
  await page.getByRole('alert').first().waitFor();
  const back = await house.again();
  await page.getByText('PLAYED DAY', { exact: true }).waitFor();
  const before = await shownValue(page, 'spot');
  await expect.poll(() => shownValue(page, 'spot')).not.toBe(before);
  await page.context().close();
  await back.close();
});

test('the played day is led from the page', async () => {
  const house = await House.open([...played, '--speed', '30']);
  const page = await at(house);
  await page.getByRole('button', { name: 'Pause' }).click();
  await house.until('replay', ({ paused }) => paused, 5);
  await page.getByText('PAUSED', { exact: true }).waitFor();
  await page.getByLabel('Pace, times the clock').selectOption('120');
  await house.until('replay', ({ speed }) => speed === 120, 5);
  await page.locator('body').press('Space');
  await house.until('replay', ({ paused }) => !paused, 5);
  await page.context().close();
  await house.close();
});

test('settings persist and links restore a view', async () => {
  const house = await House.open([...played, '--speed', '30']);
  const page = await at(house, '#/SPX/settings');
  await page.getByRole('radio', { name: 'Light' }).check({ force: true });
  await page.reload();
  await opened(page);
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
  await page.goto(`${house.address}/#/SPX/profile?after=session`);
  await opened(page);
  await page.goto('about:blank');
  await page.goto(house.address); // without a view: the last one
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/SPX/profile?after=session');
  await page.context().close();
  await house.close();
});

test('what a browser has set for itself holds in every room that looks at the snapshot', async () => {
  const house = await House.open([...played, '--speed', '60']);
  await house.standAt('2026-11-20T16:00:00Z');
  await house.until('report/SPX', ({ as_of }) => as_of.startsWith('2026-11-20T16:00'));
  const page = await at(house, '#/SPX/settings?find=positioning');
  await page.getByLabel('positioning here', { exact: true }).selectOption('all_long');
  await page.getByTestId('overrides').waitFor();
  const all = 'report/SPX?set=positioning=all_long';
  const today = `${all}&expiries=0dte`;
  for (const [hash, id, path] of [
    ['#/SPX/radar', 'net_gex', all],
    ['#/SPX/explain?level=net_gex', 'explained', all],
    ['#/SPX/explain?level=net_gex&expiries=0dte', 'explained', today],
    ['#/SPX/positioning', 'own-net_gex', all],
    ['#/SPX/positioning?expiries=0dte', 'own-net_gex', today],
  ] as const) {
    await page.goto(`${house.address}/${hash}`);
    await expectShown(page, house, path, ({ exposure }) => ({ [id]: String(exposure.net_gex_usd_per_1pct) }));
    await page.getByText('By your settings:').first().waitFor();
  }
  await page.getByRole('link', { name: 'Explain' }).click(); // the choice of expiries goes along
  expect(await page.evaluate(() => location.hash)).toBe('#/SPX/explain?expiries=0dte');
  await page.context().close();
  await house.close();
});

test('everything is reached by keys', async () => {
  const house = await House.open([...played, '--speed', '30']);
  const page = await at(house);
  const complaints = new Complaints(page);
  await page.locator('body').press('3');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('heatmaps');
  await page.locator('body').press('Control+k');
  await page.keyboard.type('explain flip');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('explain?level=gamma_flip');
  await page.goBack();
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('heatmaps');
  expect(complaints.all).toEqual([]);
  await page.context().close();
  await house.close();
});
