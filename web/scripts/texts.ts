// Long texts are data, not script: each texts.json below src/ is its module's own, and the build puts them together into one file
// that is fetched when the first room needs them. In tests and for `npm run dev` they stay plain imports.
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const name = 'texts.json';
const source = fileURLToPath(new URL('../src', import.meta.url));
const together = '\0texts';

function allTexts(): Record<string, unknown> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(`/${name}`));
  return Object.fromEntries(
    files.sort().map((file) => [file, JSON.parse(readFileSync(`${source}/${file}`, 'utf8')) as unknown]),
  );
}

export const texts = (): Plugin => ({
  name: 'texts',
  apply: 'build',
  enforce: 'pre',
  resolveId: (id) => (id === together ? id : null),
  load(id) {
    if (id === together) {
      const file = this.emitFile({ type: 'asset', name, source: JSON.stringify(allTexts()) });
      return `const answer = await fetch(import.meta.ROLLUP_FILE_URL_${file});
if (!answer.ok) throw new Error('${name}: ' + answer.status);
export default await answer.json();`;
    }
    if (!id.startsWith(source) || !id.endsWith(`/${name}`)) return null;
    const own = JSON.stringify(relative(source, id));
    return { code: `import all from '${together}';\nexport default all[${own}];`, moduleType: 'js' };
  },
});
