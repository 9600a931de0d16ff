// The page's script as a browser gets it, by brotli: what the first room takes, and all there is.
import { readdirSync, readFileSync } from 'node:fs';

const limit = 150_000; // bytes
const folder = new URL('../../build/dashboard/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8'));

/** The chunk and what it imports, not what it may fetch later. */
function withImports(name) {
  const { file, imports = [] } = manifest[name];
  return [file, ...imports.flatMap(withImports)];
}
const sum = (files) => files.reduce((bytes, file) => bytes + readFileSync(new URL(`${file}.br`, folder)).length, 0);

const first = sum([...new Set(withImports('index.html'))]);
const all = sum(
  readdirSync(new URL('assets', folder)).flatMap((file) => (file.endsWith('.js') ? [`assets/${file}`] : [])),
);
console.log(`${first} bytes for the first room, ${all} for all (limit: ${limit})`);
process.exit(all <= limit ? 0 : 1);
