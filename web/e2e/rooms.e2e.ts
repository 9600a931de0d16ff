import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../src/model/rooms';
import { Complaints, desktop, expectWellMade, launch, pageOf, phone } from './browser';
import { House } from './house';

let house: House;
let browser: Browser;
beforeAll(async () => {
  house = await House.open(['--session', '2026-11-20', '--seed', '13', '--contracts', '4000', '--speed', '60']);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const sizes = [
  { size: 'desktop', viewport: desktop },
  { size: 'phone', viewport: phone },
] as const;

describe.each(rooms)('%s', (room) => {
  test.each(sizes)('opens well on a $size, in the dark and in the light', async ({ viewport }) => {
    const page = await pageOf(browser, { viewport, colorScheme: 'dark' });
    const complaints = new Complaints(page, room === 'alerts' ? [/404/] : []); // a server without alerts says so
    await page.goto(`${house.address}/#/SPX/${room}`);
    await page.locator('main section section').first().waitFor(); // the room's first panel
    await page.waitForTimeout(600);
    await expectWellMade(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectWellMade(page);
    expect(complaints.all).toEqual([]);
    await page.context().close();
  });
});
