// The terms of GLOSSARY.md as the page shows them: public/glossary.json.
import { readFileSync, writeFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const out = new URL('../public/glossary.json', here);

/** Cells of a row of a table; a bar within a cell is escaped. */
const cellsOf = (line) =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** Links become their words, code its text; [1.4.5] is a section of the methods and stands by itself. */
const plain = (text) =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .replace(/\s*\[\d[\d., ]*\]/g, '')
    .replaceAll('>=', '≥')
    .replaceAll('<=', '≤')
    .trim();

const sectionOf = (text) => /\[(\d[\d.]*)[^\]]*\](?!\()/.exec(text)?.[1] ?? null;

const entries = [];
let part = '';
let isOfTerms = false;
for (const line of readFileSync(new URL('../../GLOSSARY.md', here), 'utf8').split('\n')) {
  if (line.startsWith('## ')) part = line.slice(3);
  if (!line.startsWith('|')) {
    isOfTerms = false;
    continue;
  }
  const [term, is, unit, elsewhere] = cellsOf(line);
  if (term === 'term') isOfTerms = true;
  else if (isOfTerms && !/^-+$/.test(term)) {
    entries.push({
      part,
      term: plain(term),
      is: plain(is),
      unit: plain(unit),
      elsewhere: plain(elsewhere),
      section: sectionOf(is),
    });
  }
}
if (entries.length < 50) throw new Error(`GLOSSARY.md: only ${entries.length} terms were found`);

const text = `${JSON.stringify(entries)}\n`;
let before = '';
try {
  before = readFileSync(out, 'utf8');
} catch {
  // the first time
}
if (text !== before) writeFileSync(out, text);
