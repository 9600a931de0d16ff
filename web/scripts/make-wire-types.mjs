// Types of everything on the wire, out of docs/openapi.json. A number's unit stands in its name, and becomes its type.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const here = new URL('.', import.meta.url);
const out = new URL('../src/wire/openapi.d.ts', here);

const endings = [
  [/_usd_per_1pct_per_vol_point$|_per_vol_point2$|_usd_per_1pct_per_day$|_usd_per_1pct_per_1pct$/, null],
  [/usd_per_1pct$/, 'UsdPerPercent'],
  [/usd_per_vol_point$/, 'UsdPerVolPoint'],
  [/usd_per_day$/, 'UsdPerDay'],
  [/(^|_)usd$/, 'Usd'],
  [/_pct$|^pct$/, 'Percent'],
  [/_shares$/, 'Shares'],
  [/_minutes$|^minutes$/, 'Minutes'],
  [/_seconds$/, 'Seconds'],
  [
    /(^|_)(spot|priced_at|strike|price|low|high|centroid|forward|max_worthless|max_pain|pin|(call|put)_wall(_standing)?|gamma_flip|absolute_gamma)$/,
    'Price',
  ],
];

/** A study's figures have the unit of what it measures. */
const ofItsOwn = /\/schemas\/Study/;

const unitOf = (name) => endings.find(([pattern]) => pattern.test(name))?.[1];

const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', here), 'utf8'));
const used = new Set();
const ast = await openapi(document, {
  transform(schema, { path }) {
    if (schema.enum || ![schema.type].flat().includes('number')) return undefined;
    if (ofItsOwn.test(path ?? '')) return undefined;
    const unit = unitOf(path?.split('/').at(-1) ?? '');
    if (!unit) return undefined;
    used.add(unit);
    const type = ts.factory.createTypeReferenceNode(unit);
    return [schema.type].flat().includes('null')
      ? ts.factory.createUnionTypeNode([type, ts.factory.createLiteralTypeNode(ts.factory.createNull())])
      : type;
  },
});
const imported = used.size ? `import type { ${[...used].sort().join(', ')} } from '../model/units';\n\n` : '';
const text = `// Made from docs/openapi.json by scripts/make-wire-types.mjs.\n${imported}${astToString(ast)}`;
let before = '';
try {
  before = readFileSync(out, 'utf8');
} catch {
  // the first time
}
if (text !== before) writeFileSync(out, text);
