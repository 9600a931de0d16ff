import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../src/model/rooms';
import { Complaints, desktop, launch, pageOf, phone } from './browser';
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

const looks = [
  { theme: 'dark', size: 'desktop', viewport: desktop },
  { theme: 'light', size: 'desktop', viewport: desktop },
  { theme: 'dark', size: 'phone', viewport: phone },
  { theme: 'light', size: 'phone', viewport: phone },
] as const;

describe.each(rooms)('$0', (room) => {
  test.each(looks)('opens well, $theme on a $size', async ({ theme, viewport }) => {
    const page = await pageOf(browser, { viewport, colorScheme: theme });
    const complaints = new Complaints(page, room === 'alerts' ? [/404/] : []); // a server without alerts says so
    await page.goto(`${house.address}/#/SPX/${room}`);
    await page.locator('main section section').first().waitFor(); // the room's first panel
    await page.waitForTimeout(600);

    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'scrolls sideways').toBeLessThanOrEqual(0);

    await page.evaluate(axe.source); // by the debugger's protocol, which the page's policy does not bind
    const found = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
      const { violations } = await (window as any).axe.run(document);
      return violations.map((violation: { id: string; nodes: { html: string; failureSummary: string }[] }) => ({
        id: violation.id,
        where: violation.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`),
      }));
    });
    expect(found).toEqual([]);
    expect(complaints.all).toEqual([]);
    await page.context().close();
  });
});
