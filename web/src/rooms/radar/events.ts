/** What happened to walls, flip and data, newest first: recorded, and told since. */
import type { Happening } from './report';

const most = 60;
const keyOf = ({ time, kind, text }: Happening) => `${time} ${kind} ${text}`;

/** Both together, each once, the newest first. Each list is in order; what has no moment stays behind what has. */
export function merged(known: readonly Happening[], fresh: readonly Happening[]): readonly Happening[] {
  const keys = new Set(known.map(keyOf));
  const added = fresh.filter((each) => {
    const isNew = !keys.has(keyOf(each));
    keys.add(keyOf(each));
    return isNew;
  });
  if (added.length === 0) return known;
  const at = ({ time }: Happening) => (time === null ? 0 : Date.parse(time));
  return [...added.toReversed(), ...known].sort((a, b) => at(b) - at(a)).slice(0, most);
}
