import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rooms } from '../src/model/rooms';
import { Complaints, expectShown, expectWellMade, launch, pageOf, phone } from './browser';
import { type Answer, House } from './house';

const day = ['--session', '2026-11-20', '--seed', '20', '--contracts', '4000', '--past-days', '0', '--speed', '60'];

let house: House;
let browser: Browser;
beforeAll(async () => {
  house = await House.open([...day, '--symbols', 'SPX,NDX']);
  await house.standAt('2026-11-20T16:00:00Z');
  for (const symbol of ['SPX', 'NDX'])
    await house.until(`report/${symbol}`, ({ as_of }) => as_of.startsWith('2026-11-20T16:00'));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const placed = (symbol: string) => `main > section[aria-label="${symbol}"]`;
const part = (page: Page, symbol: string) => page.locator(placed(symbol));
async function opened(hash: string): Promise<Page> {
  const page = await pageOf(browser);
  await page.goto(`${house.address}/${hash}`);
  await page.locator('main section section').first().waitFor();
  return page;
}

test('each symbol has its own levels, beside each other or below', async () => {
  const page = await opened('#/SPX+NDX/radar');
  for (const symbol of ['SPX', 'NDX']) {
    const told = ({ spot, levels }: Answer) => ({ spot: `${spot}`, gamma_flip: `${levels.gamma_flip.price}` });
    await expectShown(page, house, `report/${symbol}`, told, placed(symbol));
  }
  const placeOf = async (symbol: string) => (await part(page, symbol).boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const [left, right] = [await placeOf('SPX'), await placeOf('NDX')];
  expect(right.y).toBe(left.y);
  expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
  await page.setViewportSize(phone);
  await expect.poll(async () => (await placeOf('NDX')).x).toBe((await placeOf('SPX')).x);
  await page.context().close();
});

test('a second symbol comes and goes by the palette', async () => {
  const page = await opened('#/SPX/radar');
  await page.locator('body').press('Control+k');
  await page.keyboard.type('NDX beside');
  await page.keyboard.press('Enter');
  await part(page, 'NDX').waitFor();
  expect(await page.evaluate(() => location.hash)).toBe('#/SPX+NDX/radar');
  await page.goBack();
  await part(page, 'NDX').waitFor({ state: 'detached' });
  await page.context().close();
});

test.each(rooms)('%s opens well with two, beside each other and below', async (room) => {
  const page = await opened(`#/SPX+NDX/${room}`);
  const complaints = new Complaints(page, [/404/]);
  await page.waitForTimeout(600);
  await expectWellMade(page);
  await page.setViewportSize(phone);
  await expectWellMade(page);
  expect(complaints.all).toEqual([]);
  await page.context().close();
});
