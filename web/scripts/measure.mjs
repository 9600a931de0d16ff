// What the page costs, on this machine, for docs/performance.md: npm run measure -- http://127.0.0.1:8080
// First useful paint, frames a second, memory over so many minutes of the played day (60 times the clock: all of it in seven), then
// through every room again and again. `npm run measure -- ADDRESS MINUTES ROOM`.
import { chromium } from 'playwright-core';

const address = process.argv[2] ?? 'http://127.0.0.1:8080';
const minutes = Number(process.argv[3] ?? 1);
const room = process.argv[4] ?? 'radar';
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-precise-memory-info'],
});

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function firstPaints(times) {
  const paints = [];
  for (let i = 0; i < times; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${address}/#/SPX/radar`);
    await page.locator('[data-testid="call_wall"]').first().waitFor();
    paints.push(await page.evaluate(() => performance.now()));
    await context.close();
  }
  return paints;
}

async function frames(page, seconds) {
  return page.evaluate(async (milliseconds) => {
    const gaps = [];
    let last = performance.now();
    const end = last + milliseconds;
    await new Promise((done) => {
      const next = (now) => {
        gaps.push(now - last);
        last = now;
        if (now < end) requestAnimationFrame(next);
        else done();
      };
      requestAnimationFrame(next);
    });
    gaps.sort((a, b) => a - b);
    return {
      second: 1000 / (gaps.reduce((a, b) => a + b, 0) / gaps.length),
      p99: gaps[Math.floor(gaps.length * 0.99)],
    };
  }, seconds * 1000);
}

async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

const paints = await firstPaints(7);
console.log(
  `first levels on the page   median ${median(paints).toFixed(0)} ms, worst ${Math.max(...paints).toFixed(0)} ms of ${paints.length}`,
);

const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(`${address}/#/SPX/radar`);
await page.locator('[data-testid="call_wall"]').first().waitFor();
const { second, p99 } = await frames(page, 10);
console.log(`radar                      ${second.toFixed(1)} frames a second, 99 of 100 within ${p99.toFixed(1)} ms`);
await page.goto(`${address}/#/SPX/${room}`);
for (let minute = 0; minute <= minutes; minute += 1) {
  if (minute > 0) await page.waitForTimeout(60_000);
  console.log(`heap after ${String(minute).padStart(2)} min          ${(await heap(page)).toFixed(1)} MB`);
}
const rooms = [
  'profile',
  'heatmaps',
  'history',
  'positioning',
  'explain',
  'laboratory',
  'research',
  'quality',
  'alerts',
  'exports',
  'settings',
  'radar',
];
for (let round = 1; round <= 4; round += 1) {
  for (const each of rooms) {
    await page.goto(`${address}/#/SPX/${each}`);
    await page.waitForTimeout(1_500);
  }
  console.log(`heap after all rooms, ${round}   ${(await heap(page)).toFixed(1)} MB`);
}
await browser.close();
