/** Pictures that somebody has looked at, and what the page draws now. GOLDEN=update takes new ones. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect } from 'vitest';

const folder = new URL('golden/', import.meta.url);
const changed = new URL('../../build/pictures/', import.meta.url);
const drawnByFile = new URL('drawn_by.txt', folder);
const most = 0.004; // of the pixels: a level that moved, a word that went, are more
const update = process.env['GOLDEN'] === 'update';

/** Letters are drawn a little differently by each major version of the browser, and by other fonts of the system. */
function drawnBy(browser: Browser): string {
  const fonts = ['monospace', 'serif', 'math'].map((kind) => execFileSync('fc-match', ['-f', '%{family}', kind]));
  return [`Chromium ${browser.version().split('.')[0]}`, ...fonts].join(', ');
}
/** Why pictures cannot be compared here; null: they can. */
export function drawnByAnother(browser: Browser): string | null {
  const here = drawnBy(browser);
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(drawnByFile, `${here}\n`);
    return null;
  }
  const known = existsSync(drawnByFile) ? readFileSync(drawnByFile, 'utf8').trim() : 'nothing';
  return known === here ? null : `they are of ${known}; here is ${here}`;
}

/** The page comes to look as the picture does. What is drawn late is waited for; a new picture is of a page that was left alone. */
export async function expectPicture(name: string, page: Page): Promise<void> {
  if (update) await page.waitForTimeout(1_200);
  await expect
    .poll(() => differenceTo(name, page), { message: name, timeout: 15_000, interval: 300 })
    .toBeLessThan(most);
}

/** The share of pixels that differ; 1 where there is no picture or it has another size. The one drawn now is left in build/pictures. */
async function differenceTo(name: string, page: Page): Promise<number> {
  const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const file = new URL(`${name}.png`, folder);
  if (update) {
    writeFileSync(file, now);
    return 0;
  }
  if (!existsSync(file)) return keep(name, now, 1);
  const [a, b] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(now)];
  if (a.width !== b.width || a.height !== b.height) return keep(name, now, 1);
  const differing = pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.15 });
  return keep(name, now, differing / (a.width * a.height));
}

function keep(name: string, picture: Buffer, difference: number): number {
  if (difference > 0) {
    mkdirSync(changed, { recursive: true });
    writeFileSync(fileURLToPath(new URL(`${name}.png`, changed)), picture);
  }
  return difference;
}
