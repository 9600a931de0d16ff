import { defineConfig } from 'vitest/config';

// Against a real server in a real browser: GAMMAFIELD names the program (default: the release build).
export default defineConfig({
  test: {
    root: new URL('.', import.meta.url).pathname,
    include: ['*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['made.ts'],
    maxWorkers: 2, // a browser each: two cores
    expect: { poll: { timeout: 20_000, interval: 100 } },
    reporters: ['default'],
  },
});
