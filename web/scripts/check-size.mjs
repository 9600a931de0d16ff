// All script of the page together, compressed as the server sends it, stays below its limit.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 150_000;
const folder = new URL('../../build/dashboard/assets/', import.meta.url);
const sizes = readdirSync(folder)
  .filter((name) => name.endsWith('.js'))
  .map((name) => [gzipSync(readFileSync(new URL(name, folder)), { level: 9 }).length, name])
  .sort(([a], [b]) => b - a);
const all = sizes.reduce((sum, [size]) => sum + size, 0);
for (const [size, name] of sizes) console.log(String(size).padStart(8), name);
console.log(`${String(all).padStart(8)} of ${limit} bytes`);
process.exit(all <= limit ? 0 : 1);
