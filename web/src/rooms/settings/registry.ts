/** The option registry as /v1/options tells it, and what of it a browser may look at a snapshot by. */
import { listOf, mapOf } from '../../model/overrides';
import type { OptionsAnswer } from '../../wire/types';

export type Registry = OptionsAnswer;
export type Option = Registry['options'][number];
export type Preset = Registry['presets'][number];

/** Walls over time, inferred positions and what is only printed are of the server, and the same for everybody who asks. */
export function isOfServer(key: string): boolean {
  return /^(hysteresis|state|flow)\./.test(key) || key === 'unit' || key === 'detail';
}

/** What may be chosen from a list; null: a number or a text is to be put in, so that a list would not do. */
export function choicesOf({ values }: Pick<Option, 'values'>): readonly string[] | null {
  const choices = values.split('|');
  const isPattern = (value: string) => /[:-]?[A-Z]{4,}|:[A-Z]$/.test(value) && !/^(NET|GROSS|ABS)$/.test(value);
  return choices.length > 1 && !choices.some(isPattern) ? choices : null;
}

/** With one value changed; null, or what the server does anyway, takes it out. */
export function changed(overrides: readonly string[], key: string, value: string | null, own: string): string[] {
  const map = mapOf(overrides);
  if (value === null || value === '' || value === own) map.delete(key);
  else map.set(key, value);
  return listOf(map);
}

/** What of a preset a browser can look by; the rest is the server's to set. */
export function presetOverrides({ options }: Preset): { taken: string[]; left: string[] } {
  const all = Object.entries(options);
  const fits = ([key]: [string, string]) => !isOfServer(key) && !key.includes(':');
  const written = ([key, value]: [string, string]) => `${key}=${value}`;
  return { taken: all.filter(fits).map(written), left: all.filter((each) => !fits(each)).map(written) };
}

/** In a shell: what has no letter that means something there stands as it is. */
const quoted = (text: string) => (/^[\w.,:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
export const commandLineOf = (overrides: readonly string[]): string =>
  ['gammafield serve', ...overrides.map((each) => `--set ${quoted(each)}`)].join(' ');

export const tomlOf = (overrides: readonly string[]): string =>
  `set = [${overrides.map((each) => JSON.stringify(each)).join(', ')}]`;

export function matches(option: Option, sought: string): boolean {
  const text = `${option.key} ${option.help} ${option.values}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
