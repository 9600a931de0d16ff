/** Everything that can be done, by name: the palette lists it, keys call it. */

import { live } from '../model/live.svelte';
import { chosen } from '../model/preferences.svelte';
import { status } from '../model/status.svelte';
import { view } from '../model/view.svelte';
import { entries } from './rooms';

export interface Command {
  name: string;
  hint?: string;
  key?: string;
  run: () => void;
}

function symbolCommands(): Command[] {
  const shown = view.symbols;
  return live.symbols.flatMap((symbol) => [
    { name: `Show ${symbol}`, run: () => view.show([symbol]) },
    ...(shown.includes(symbol) || shown.length === 0
      ? []
      : [{ name: `Show ${symbol} beside ${shown.join(', ')}`, run: () => view.show([...shown, symbol]) }]),
  ]);
}

function playedCommands(): Command[] {
  const { playing } = status;
  if (!playing) return [];
  return [
    {
      name: playing.paused ? 'Go on with the played day' : 'Pause the played day',
      key: 'Space',
      run: () => void status.lead({ paused: !playing.paused }),
    },
    ...[1, 10, 60, 300].map((speed) => ({
      name: `Play at ${speed} times the clock`,
      run: () => void status.lead({ speed }),
    })),
  ];
}

export function commands(): Command[] {
  return [
    ...entries.map(({ name, what, key, room }) => ({ name, hint: what, key, run: () => view.go(room) })),
    ...['call_wall', 'put_wall', 'gamma_flip', 'net_gex'].map((level) => ({
      name: `Explain ${level.replaceAll('_', ' ')}`,
      run: () => view.go('explain', { level }),
    })),
    ...symbolCommands(),
    ...playedCommands(),
    { name: 'Theme: dark', run: () => chosen.set('theme', 'dark') },
    { name: 'Theme: light', run: () => chosen.set('theme', 'light') },
    { name: 'Theme: as the system', run: () => chosen.set('theme', 'auto') },
    { name: 'Copy a link to this view', run: () => void navigator.clipboard?.writeText(location.href) },
  ];
}
