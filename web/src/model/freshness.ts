/** How much what is shown can be relied on to be of now. */

import type { Line } from '../wire/stream';
import type { Ready, ReplayState, Report } from '../wire/types';
import { type Seconds, seconds } from './units';

export type Freshness = 'live' | 'delayed' | 'played' | 'paused' | 'over' | 'stale' | 'lost';

export interface Age {
  freshness: Freshness;
  /** Of the snapshot, by the clock it belongs to. */
  seconds: Seconds;
  /** In words, why it is not live. */
  why: string;
}

const delayedFrom = 90; // seconds: above it a quote is told as late even from a feed that is well

export interface Known {
  report: Pick<Report, 'as_of'>;
  line: Line;
  ready: Ready | null;
  playing: ReplayState | null;
  now: number;
}

export function ageOf({ report, line, ready, playing, now }: Known): Age {
  const clock = playing ? Date.parse(playing.at) : now;
  const age = seconds(Math.max(0, (clock - Date.parse(report.as_of)) / 1000));
  const told = (freshness: Freshness, why: string): Age => ({ freshness, seconds: age, why });
  if (line === 'lost') return told('lost', 'no connection to the server; what is shown is of before');
  if (playing?.paused) return told('paused', 'the played day stands still');
  if (playing?.over) return told('over', 'the played day is over');
  const stale = ready?.sources?.find((source) => source.stale);
  if (stale) return told('stale', `${stale.name}: ${stale.trouble ?? 'has told nothing new for too long'}`);
  if (playing) return told('played', `a day of the past at ${playing.speed} times the clock`);
  if (age > delayedFrom) return told('delayed', 'the source is behind the market');
  return told('live', '');
}

/** Numbers of then must not look like numbers of now. */
export const looksOld = (freshness: Freshness) => freshness === 'stale' || freshness === 'lost';
