import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { Complaints, desktop, expectWellMade, launch, pageOf, phone } from './browser';
import { type Answer, House, program } from './house';
import { resultsFor } from './made';

/** Of which a server could make studies of its own. */
const noDayBefore = ['--session', '2026-11-20', '--contracts', '600', '--past-days', '0'];

let research: string;
let house: House;
let browser: Browser;
beforeAll(async () => {
  research = await resultsFor('research');
  const day = [
    '--feed',
    `recorded:${join(inject('scratch'), 'history')}`,
    '--session',
    '2026-11-20',
    '--speed',
    '0.01',
  ];
  house = await House.open([...day, '--research', research]);
  await house.standAt('2026-11-20T16:00:00Z');
  await house.until('report/SPX', ({ as_of }) => as_of === '2026-11-20T16:00:00Z');
  await house.studied(3);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function opened(hash: string, of = house): Promise<Page> {
  const page = await pageOf(browser);
  await page.goto(`${of.address}/${hash}`);
  await page.locator('main section section').first().waitFor();
  return page;
}
const answerOf = (page: Page) => page.getByTestId('research-answer').textContent();
const words: Answer = { differs: 'differs', no_difference: 'no difference of that size', cannot_tell: 'cannot tell' };

test('every study stands with its verdict, and one is chosen and restored by its link', async () => {
  const { studies } = await house.json('research');
  const page = await opened('#/SPX/research');
  const list = page.getByRole('navigation', { name: 'Studies' });
  const links = list.getByRole('link');
  await expect.poll(() => links.count()).toBe(studies.length);
  const shown = await links.allTextContents();
  for (const [i, { title, verdict }] of studies.entries()) {
    expect(shown[i]).toContain(title);
    expect(shown[i]).toContain(words[verdict]);
  }
  await expect.poll(() => answerOf(page)).toBe(studies[0].answer);

  await list.getByRole('link', { name: 'Is the session after a high GEX calmer?' }).press('Enter');
  const calm = await house.json('research/calm');
  await expect.poll(() => answerOf(page)).toBe(calm.answer);
  expect(calm.answer).toContain('differs');
  const again = await opened(new URL(page.url()).hash);
  await expect.poll(() => answerOf(again)).toBe(calm.answer);
  await page.getByText(calm.note).waitFor();
  await page.context().close();
  await again.context().close();
});

test('comparisons are those of the result, as a picture and as a table', async () => {
  const { cells } = await house.json('research/walls');
  const page = await opened('#/SPX/research?study=walls');
  const table = page.getByRole('group', { name: 'Table of cells' });
  await table.waitFor();
  const all = cells.flatMap(({ comparisons }: Answer) => comparisons);
  const verdicts = table.locator('tbody tr:not(.cell)');
  await expect.poll(() => verdicts.count()).toBe(all.length);
  expect(await verdicts.first().textContent()).toContain(all[0].verdict_text);

  await page.goto(`${house.address}/#/SPX/research?study=calm`);
  await page.getByRole('img', { name: /Differences of slope/ }).waitFor();
  await page.getByRole('button', { name: 'Table of comparisons of slope' }).click();
  const rows = page.getByRole('group', { name: 'Table of comparisons of slope' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(5);
  expect(await rows.first().textContent()).toMatch(/calm by rank.*no slope at all.*−.*differs/);
  await page.context().close();
});

test('the whole page and the figures are a link away', async () => {
  const page = await opened('#/SPX/research?study=calm');
  const [whole] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'The whole page' }).click(),
  ]);
  const complaints = new Complaints(whole);
  await whole.getByRole('heading', { level: 1, name: 'Is the session after a high GEX calmer?' }).waitFor();
  const [json] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'JSON' }).click(),
  ]);
  await json.getByText('gammafield.study/1').first().waitFor();
  expect(complaints.all).toEqual([]);
  await page.context().close();
});

test('behind a token the page is a file', async () => {
  const { stdout: line, stderr: told } = await promisify(execFile)(program, ['token', 'e2e']);
  const tokens = join(research, '..', 'tokens.txt');
  await writeFile(tokens, line);
  const guarded = await House.open([...noDayBefore, '--research', research, '--tokens', tokens]);
  const page = await pageOf(browser);
  await page.addInitScript((token) => sessionStorage.setItem('gammafield.token', token), told.trim().split(' ').at(-1));
  await page.goto(`${guarded.address}/#/SPX/research?study=calm`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'The whole page' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('calm.html');
  expect(await readFile(await download.path(), 'utf8')).toBe(await readFile(join(research, 'calm.html'), 'utf8'));
  await page.context().close();
  await guarded.close();
});

test('what was not run has the line that runs it; what is gone and what cannot be read is told', async () => {
  await writeFile(join(research, 'broken.json'), '{"schema": "gammafield.study/1"');
  const page = await opened('#/SPX/research?study=gone');
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('gone');
  await page.getByText('Could not be read').waitFor();
  await page.getByText(/broken\.json/).waitFor();
  await page.getByText('Do SPX walls hold?').click();
  await page.getByText('gammafield research run wall_hit_rate --data DIR -o FOLDER').waitFor();
  await page.context().close();
  await rm(join(research, 'broken.json'));
});

test('a folder without results tells how to get one, and shows it when it is there', async () => {
  const empty = join(research, '..', 'none-yet');
  await mkdir(empty);
  const without = await House.open([...noDayBefore, '--research', empty]);
  const page = await pageOf(browser);
  await page.clock.install();
  await page.goto(`${without.address}/#/SPX/research`);
  await page.getByRole('heading', { name: 'Nothing has been run yet' }).waitFor();
  await copyFile(join(research, 'calm.json'), join(empty, 'calm.json'));
  await page.clock.fastForward('01:01'); // it looks again every minute
  await page.getByTestId('research-answer').waitFor();
  await page.context().close();
  await without.close();
});

describe('base rates', () => {
  test('beside a wall stands what became of walls in its state, with the way to the study', async () => {
    const page = await opened('#/SPX/radar');
    const line = page.getByTestId('rate-call_wall');
    const rateOfNow = async () => {
      const [{ rates }, { session }] = [await house.json('base-rates/SPX'), await house.json('report/SPX')];
      const now = rates.find(({ side, state }: Answer) => side === 'call' && state === session.call_wall.state);
      expect(await line.textContent()).toContain(`a walk: ${Math.round(100 * now.walk)}`.slice(0, 10));
      return now;
    };
    const rate = await vi.waitFor(rateOfNow, { timeout: 20_000, interval: 200 });
    await line.getByRole('link').click();
    await page.getByTestId('research-answer').waitFor();
    expect(new URL(page.url()).hash).toContain(`study=${rate.study}`);
    await page.context().close();
  });

  test('a server without studies says so beside the walk', async () => {
    const without = await House.open(noDayBefore);
    const page = await opened('#/SPX/radar', without);
    await expect
      .poll(() => page.getByTestId('rate-call_wall').textContent())
      .toMatch(/a walk: .* %.*no study of SPX here/);
    await page.context().close();
    await without.close();
  });
});

describe.each([
  ['dark', desktop],
  ['light', phone],
] as const)('%s', (colorScheme, viewport) => {
  test.each(['calm', 'lasting', 'walls'])('%s looks well', async (study) => {
    const page = await pageOf(browser, { viewport, colorScheme });
    const complaints = new Complaints(page);
    await page.goto(`${house.address}/#/SPX/research?study=${study}`);
    await page.getByTestId('research-answer').waitFor();
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    await expectWellMade(page);
    expect(complaints.all).toEqual([]);
    await page.context().close();
  });
});
