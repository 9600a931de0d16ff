// The page's script, compressed as the server sends it: of each room what it takes to enter it first, and of all rooms.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limits = { room: 150_000, all: 215_000 };
const folder = new URL('../../build/dashboard/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8'));

const known = new Map();
function size(file) {
  if (!known.has(file)) known.set(file, gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length);
  return known.get(file);
}
/** The chunk and what it imports, not what it may fetch later. */
function withImports(name, into = new Set()) {
  const { file, imports = [] } = manifest[name];
  if (file.endsWith('.js') && !into.has(file)) {
    into.add(file);
    for (const each of imports) withImports(each, into);
  }
  return into;
}
const sum = (files) => [...files].reduce((bytes, file) => bytes + size(file), 0);

let fits = true;
const everything = new Set();
const entry = Object.keys(manifest).find((name) => manifest[name].isEntry);
for (const room of manifest[entry].dynamicImports ?? []) {
  const files = withImports(room, withImports(entry));
  for (const file of files) everything.add(file);
  fits &&= sum(files) <= limits.room;
  console.log(String(sum(files)).padStart(8), room);
}
fits &&= sum(everything) <= limits.all;
console.log(`${String(sum(everything)).padStart(8)} all rooms (limits: ${limits.room} a room, ${limits.all} all)`);
process.exit(fits ? 0 : 1);
