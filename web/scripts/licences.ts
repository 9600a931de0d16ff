// The licences of what is sent to browsers, in one text beside it: `licences.txt`.
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const sent = ['svelte', 'esm-env', 'clsx', 'lightweight-charts', 'fancy-canvas', '@fontsource-variable/inter'];
const notices: Readonly<Record<string, string>> = {
  // its NOTICE file, which the package leaves out
  'lightweight-charts':
    'TradingView Lightweight Charts™\nCopyright (с) 2025 TradingView, Inc. https://www.tradingview.com/\n\n',
};

function textOf(name: string): string {
  const folder = new URL(`../node_modules/${name}/`, import.meta.url);
  const { version, license, author } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    version: string;
    license: string;
    author?: { name?: string } | string;
  };
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  const text = file
    ? readFileSync(new URL(file, folder), 'utf8').trim()
    : `By ${typeof author === 'string' ? author : author?.name}.`;
  return `${name} ${version} (${license})\n\n${notices[name] ?? ''}${text}\n`;
}

export const licences = (): Plugin => ({
  name: 'licences',
  apply: 'build',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'licences.txt',
      source: sent.map(textOf).join(`\n${'-'.repeat(80)}\n\n`),
    });
  },
});
