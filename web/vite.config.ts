import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { brotli } from './scripts/brotli.js';
import { licences } from './scripts/licences.js';
import { texts } from './scripts/texts.js';

// For `npm run dev`: a server that runs, started with --origins http://127.0.0.1:5173.
const server = process.env['GAMMAFIELD_ADDRESS'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: './', // a proxy may put the server below a path
  plugins: [svelte(), licences(), texts(), brotli()],
  build: {
    outDir: '../build/dashboard',
    emptyOutDir: true,
    manifest: true, // for scripts/check-size.mjs; not served
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the server's content security policy allows no data: scripts or fonts
  },
  server: { host: '127.0.0.1', proxy: { '/v1': { target: server, ws: true, changeOrigin: true } } },
  test: { include: ['src/**/*.test.ts'] },
});
