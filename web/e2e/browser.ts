/** Debian's Chromium, and pages that must not complain. */
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Answer, House } from './house';

export const desktop = { width: 1440, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'],
  });
}

/** A busy server says so, and the page asks again; the browser tells it nonetheless. */
const busy = /status of 503/;

/** What the page's console told that it should not have; among it what the content security policy stopped. */
export class Complaints {
  readonly all: string[] = [];

  constructor(page: Page, allowed: readonly RegExp[] = []) {
    const take = (text: string) => {
      if (![busy, ...allowed].some((pattern) => pattern.test(text))) this.all.push(text);
    };
    page.on('pageerror', (error) => take(`${error.message}\n${error.stack}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') take(message.text());
    });
    page.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1|data:|blob:)/.test(request.url())) take(`asked another host: ${request.url()}`);
    });
  }
}

export async function pageOf(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: desktop,
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    locale: 'en-US',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

/** By test id; null where nothing is shown. */
export type Shown = Readonly<Record<string, string | null>>;

/**
 * Under each test id `inside` the page stands, at one and the same time, what `told` takes from the API's answer of now.
 * A snapshot or a price that comes between the two questions is no difference: both are asked again.
 */
export async function expectShown(
  page: Page,
  house: House,
  path: string,
  told: (answer: Answer) => Shown,
  inside = 'body',
): Promise<void> {
  const look = async () => {
    const expected = told(await house.json(path));
    const shown: Shown = await page.evaluate(
      ([ids, within]) => {
        const dataOf = (id: string) =>
          document.querySelector(`${within} [data-testid="${id}"]`)?.getAttribute('data-value');
        return Object.fromEntries(ids.map((id) => [id, dataOf(id) ?? null]));
      },
      [Object.keys(expected), inside] as const,
    );
    expect(shown).toEqual(expected);
  };
  await vi.waitFor(look, { timeout: 30_000, interval: 200 });
}

/** The raw value behind what is shown under a test id. */
export async function shownValue(page: Page, id: string): Promise<string | null> {
  return page.locator(`[data-testid="${id}"]`).first().getAttribute('data-value');
}

/** Nothing runs over the side, and axe finds nothing. */
export async function expectWellMade(page: Page): Promise<void> {
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
}
