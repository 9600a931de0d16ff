/** What happened to walls, flip and data, newest first: recorded, and told since. */
import type { Happening } from './report';

const most = 60;
const keyOf = ({ time, kind, text }: Happening) => `${time} ${kind} ${text}`;

/** Both together, each once; those without a moment are of the day's beginning. */
export function merged(known: readonly Happening[], fresh: readonly Happening[]): Happening[] {
  const all = new Map<string, Happening>();
  for (const each of [...known, ...fresh]) all.set(keyOf(each), each);
  if (all.size === known.length) return known as Happening[];
  const at = ({ time }: Happening) => (time === null ? 0 : Date.parse(time));
  return [...all.values()].sort((a, b) => at(b) - at(a)).slice(0, most);
}
