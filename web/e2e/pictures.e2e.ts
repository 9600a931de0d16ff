import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { rooms } from '../src/model/rooms';
import { desktop, launch, pageOf, phone } from './browser';
import { drawnByAnother, expectPicture } from './golden';
import { House } from './house';
import { resultsFor } from './made';
import { recordOfOneChain } from './recorded';

const putOpenInterest = 21; // its column
const at = '2026-11-20T16:00:00Z';
const recorded = join(inject('scratch'), 'history');
const day = ['--feed', `recorded:${recorded}`, '--session', '2026-11-20', '--speed', '0.01'];

const sizes = [
  { size: 'desktop', viewport: desktop },
  { size: 'phone', viewport: phone },
] as const;
const themes = ['dark', 'light'] as const;
type Size = (typeof sizes)[number]['size'];
type Theme = (typeof themes)[number];

const browser = await launch();
afterAll(() => browser.close());
const another = drawnByAnother(browser);
if (another) console.warn(`pictures are not compared: ${another}`);

async function opened(address: string, size: Size, colorScheme: Theme): Promise<Page> {
  const page = await pageOf(browser, { viewport: size === 'phone' ? phone : desktop, colorScheme });
  await page.clock.setFixedTime(new Date('2026-11-22T12:00:00Z')); // ages are of then
  await page.goto(address);
  await page.locator('main').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  return page;
}

/** Opened in the first of the themes, then changed to the others. */
async function compare(name: string, address: string, size: Size, among: readonly Theme[] = themes): Promise<void> {
  const page = await opened(address, size, among[0] ?? 'dark');
  for (const theme of among) {
    await page.emulateMedia({ colorScheme: theme });
    await expectPicture(`${name}-${theme}-${size}`, page);
  }
  await page.context().close();
}

async function played(...more: readonly string[]): Promise<House> {
  const house = await House.open([...day, ...more]);
  await stands(house, at);
  return house;
}
async function stands(house: House, moment: string): Promise<void> {
  await house.standAt(moment);
  await house.until('report/SPX', ({ as_of }) => as_of === moment);
}

describe.skipIf(another)('rooms', () => {
  let house: House;
  beforeAll(async () => {
    house = await played('--set', 'bands=on', '--research', await resultsFor('pictures'));
    await house.studied(3);
  });
  afterAll(() => house.close());

  describe.each(rooms)('%s', (room) => {
    test.each(sizes)('$size', ({ size }) => compare(room, `${house.address}/#/SPX/${room}`, size));
  });
  test.each(sizes)('a study of breaks, $size', ({ size }) =>
    compare('study', `${house.address}/#/SPX/research?study=lasting`, size),
  );
});

/** Days that are not like the others: how they look at the radar. */
describe.skipIf(another)('states of the radar', () => {
  const states: Record<string, () => Promise<House>> = {
    'no data': async () => nothingCame(join(tmpdir(), 'gammafield-none')), // its name is in the picture
    'no flip': async () => alone('no-flip', (row) => row.with(putOpenInterest, '0')), // dealers long every call
    'one expiry': async () => alone('one-expiry', (row) => (row[0] === 'Fri Nov 27 2026' ? row : null)),
    'wide band': async () => studied(await played('--set', 'bands=on', '--set', 'uncertainty.prior=agnostic')),
    'tested wall': async () => studied(await atFirstTest()),
  };

  async function nothingCame(folder: string): Promise<House> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    return House.open(['--feed', `folder:${folder}`, '--data', join(folder, 'data')]);
  }
  async function alone(name: string, change: (row: string[]) => string[] | null): Promise<House> {
    return House.open(['--feed', `recorded:${await recordOfOneChain(inject('scratch'), name, change)}`]);
  }
  async function studied(house: House): Promise<House> {
    await house.studied();
    return house;
  }
  /** When that is, a day that has gone on knows; a day goes forward only. */
  async function atFirstTest(): Promise<House> {
    const later = await House.open(day);
    await stands(later, '2026-11-20T18:00:00Z');
    const { history } = await later.json('history/SPX?from=2026-11-20T14:00:00Z');
    await later.close();
    const row = history.find((each: { call_wall_state: string }) => each.call_wall_state === 'TESTED');
    expect(row, 'a wall is tested').toBeDefined();
    const house = await House.open(day);
    await stands(house, row.as_of);
    return house;
  }

  describe.each(Object.entries(states))('%s', (name, open) => {
    let house: House;
    beforeAll(async () => {
      house = await open();
    });
    afterAll(() => house.close());
    const picture = (size: Size, theme: Theme) =>
      compare(name.replace(' ', '-'), `${house.address}/#/SPX/radar`, size, [theme]);
    test('desktop, dark', () => picture('desktop', 'dark'));
    test('phone, light', () => picture('phone', 'light'));
  });

  test('stale data', async () => {
    const house = await studied(await played());
    const page = await opened(`${house.address}/#/SPX/radar`, 'desktop', 'dark');
    await page.getByTestId('rate-call_wall').waitFor();
    await house.kill();
    await page.getByText('NO CONNECTION', { exact: true }).waitFor();
    await expectPicture('stale-data-dark-desktop', page);
    await page.context().close();
  });
});
