/** Debian's Chromium, and pages that must not complain. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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

/** The raw value behind what is shown under a test id. */
export async function shownValue(page: Page, id: string): Promise<string | null> {
  return page.locator(`[data-testid="${id}"]`).first().getAttribute('data-value');
}
