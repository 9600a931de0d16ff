import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../src/model/rooms';
import { desktop, launch, pageOf, phone } from './browser';
import { differenceTo, drawnByAnother } from './golden';
import { House } from './house';
import { Recorded } from './recorded';
import { studied } from './studied';

const putOpenInterest = 21; // its column
const most = 0.004; // of the pixels: a level that moved, a word that went, are more

const looks = [
  { look: 'dark-desktop', viewport: desktop, colorScheme: 'dark' },
  { look: 'light-desktop', viewport: desktop, colorScheme: 'light' },
  { look: 'dark-phone', viewport: phone, colorScheme: 'dark' },
  { look: 'light-phone', viewport: phone, colorScheme: 'light' },
] as const;

let browser: Browser;
let recorded: Recorded;
let research: string;
let another: string | null = null;
beforeAll(async () => {
  browser = await launch();
  another = drawnByAnother(browser);
  if (another) console.warn(`pictures are not compared: ${another}`);
  recorded = await Recorded.make();
  research = await studied(recorded.folder);
});
afterAll(async () => {
  await browser.close();
  await recorded.remove();
});

async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_200); // charts draw in the frames after
}

async function compare(name: string, options: BrowserContextOptions, address: string): Promise<void> {
  const page = await pageOf(browser, options);
  await page.clock.setFixedTime(new Date('2026-11-22T12:00:00Z')); // ages are of then
  await page.goto(address);
  await settled(page);
  const difference = await differenceTo(name, page);
  if (!another) expect(difference, name).toBeLessThan(most);
  await page.context().close();
}

describe('rooms', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open([
      ...['--feed', `recorded:${recorded.folder}`, '--session', '2026-11-20', '--speed', '0.01'],
      ...['--set', 'bands=on', '--research', research],
    ]);
    await house.standAt('2026-11-20T16:00:00Z');
    await house.until('report/SPX', ({ as_of }) => as_of === '2026-11-20T16:00:00Z');
    await house.studied(3);
  });
  afterAll(() => house.close());

  describe.each(rooms)('%s', (room) => {
    test.each(looks)('$look', async ({ look, ...options }) => {
      await compare(`${room}-${look}`, options, `${house.address}/#/SPX/${room}`);
    });
  });
  test.each(looks)('a study of breaks, $look', async ({ look, ...options }) => {
    await compare(`study-${look}`, options, `${house.address}/#/SPX/research?study=lasting`);
  });
});

/** Days that are not like the others: how they look at the radar. */
describe('states of the radar', () => {
  const two = looks.filter(({ look }) => look === 'dark-desktop' || look === 'light-phone');
  const states: Record<string, () => Promise<House>> = {
    'no data': async () => nothingCame(join(tmpdir(), 'gammafield-none')), // its name is in the picture
    'no flip': async () => alone('no-flip', (row) => row.with(putOpenInterest, '0')), // dealers long every call
    'one expiry': async () => alone('one-expiry', (row) => (row[0] === 'Fri Nov 27 2026' ? row : null)),
    'wide band': async () =>
      played('2026-11-20T16:00:00Z', ['--set', 'bands=on', '--set', 'uncertainty.prior=agnostic']),
    'tested wall': async () => played(await firstTest()),
  };

  async function nothingCame(folder: string): Promise<House> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    return House.open(['--feed', `folder:${folder}`, '--data', join(folder, 'data')]);
  }
  async function alone(name: string, change: (row: string[]) => string[] | null): Promise<House> {
    return House.open(['--feed', `recorded:${await recorded.ofOneChain(name, change)}`]);
  }
  async function played(at: string, more: readonly string[] = []): Promise<House> {
    const day = ['--feed', `recorded:${recorded.folder}`, '--session', '2026-11-20', '--speed', '0.01'];
    const house = await House.open([...day, ...more]);
    await house.standAt(at);
    await house.until('report/SPX', ({ as_of }) => as_of === at);
    await house.studied();
    return house;
  }
  async function firstTest(): Promise<string> {
    const house = await played('2026-11-20T18:00:00Z');
    const { history } = await house.json('history/SPX?from=2026-11-20T14:00:00Z');
    await house.close();
    const row = history.find((each: { call_wall_state: string }) => each.call_wall_state === 'TESTED');
    expect(row, 'a wall is tested').toBeDefined();
    return row.as_of;
  }

  describe.each(Object.entries(states))('%s', (name, open) => {
    let house: House;
    beforeAll(async () => {
      house = await open();
    });
    afterAll(() => house.close());
    test.each(two)('$look', async ({ look, ...options }) => {
      await compare(`${name.replace(' ', '-')}-${look}`, options, `${house.address}/#/SPX/radar`);
    });
  });

  test('stale data', async () => {
    const house = await played('2026-11-20T16:00:00Z');
    const page = await pageOf(browser);
    await page.clock.setFixedTime(new Date('2026-11-22T12:00:00Z'));
    await page.goto(`${house.address}/#/SPX/radar`);
    await settled(page);
    await house.kill();
    await page.getByText('NO CONNECTION', { exact: true }).waitFor();
    const difference = await differenceTo('stale-data-dark-desktop', page);
    if (!another) expect(difference).toBeLessThan(most);
    await page.context().close();
  });
});
