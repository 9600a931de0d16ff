/** The rooms of the house: how they are called, which key leads there, and their code, that of all but the first fetched when needed. */
import type { Component } from 'svelte';
import type { Room } from '../model/view.svelte';
import Radar from '../rooms/radar/Radar.svelte';
import type { Told } from '../wire/stream';

/** What every room is given: a symbol and how it stands now. */
export interface RoomProperties {
  symbol: string;
  told: Told;
}

interface Entry {
  room: Room;
  name: string;
  key: string;
  what: string;
  /** Not of a symbol: stands once, however many are shown. */
  once?: true;
  /** A path for a 24 x 24 icon, drawn as lines. */
  icon: string;
}

export const entries: readonly Entry[] = [
  {
    room: 'radar',
    name: 'Radar',
    key: '1',
    what: 'Price, levels and exposure by strike',
    icon: 'M3 17l5-6 4 3 4-8 5 5M3 21h18',
  },
  {
    room: 'profile',
    name: 'Profile',
    key: '2',
    what: 'Exposure over price, time and volatility',
    icon: 'M3 12h18M3 18c5 0 6-12 10-12 3 0 4 6 8 6',
  },
  {
    room: 'heatmaps',
    name: 'Heatmaps',
    key: '3',
    what: 'Strike by expiry, price by time',
    icon: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  },
  {
    room: 'history',
    name: 'History',
    key: '4',
    what: 'Any recorded day again, and what moved',
    icon: 'M4 12a8 8 0 1 0 3-6.2M4 4v4h4M12 8v4l3 2',
  },
  {
    room: 'positioning',
    name: 'Positioning',
    key: '5',
    what: 'Who is thought to hold what, and how sure that is',
    icon: 'M6 20V10M12 20V4M18 20v-7M3 20h18',
  },
  {
    room: 'explain',
    name: 'Explain',
    key: '6',
    what: 'Where a number comes from',
    icon: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01',
  },
  {
    room: 'laboratory',
    name: 'Laboratory',
    key: 'l',
    what: 'Dealers who hedge, and what that does to a price',
    once: true,
    icon: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M7.5 15h9',
  },
  {
    room: 'research',
    name: 'Research',
    key: 'r',
    what: 'Whether levels do what is said of them, and how sure that is',
    once: true,
    icon: 'M4 3v18M7 6h3M14 6h5M10 6a2 2 0 1 0 4 0 2 2 0 1 0-4 0M9 12h5M18 12h3M14 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 18h2M13 18h4M9 18a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  },
  {
    room: 'quality',
    name: 'Data quality',
    key: '7',
    what: 'What was read, rejected, priced and guessed',
    icon: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5',
  },
  {
    room: 'alerts',
    name: 'Alerts',
    key: '8',
    what: 'Rules, what they told, and a test',
    once: true,
    icon: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 21h4',
  },
  {
    room: 'exports',
    name: 'Exports',
    key: '9',
    what: 'Levels for the platform you trade on',
    icon: 'M12 4v11M8 11l4 4 4-4M4 17v3h16v-3',
  },
  {
    room: 'settings',
    name: 'Settings',
    key: '0',
    what: 'Symbols, options, theme',
    once: true,
    icon: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  },
];
export const entryOf = (room: Room) => entries.find((entry) => entry.room === room) ?? entries[0];

export const contentOf = async (room: Room): Promise<Component<RoomProperties>> =>
  room === 'radar' ? Radar : (await import('../rooms/others'))[room];
