/** How long price has been beyond a wall that is tested, beside how long the rule asks. */
import { duration } from '../../format/numbers';
import { seconds } from '../../model/units';
import type { WatchedWall } from './report';

/** Minutes after which an attempt is a break; null for rules that do not count minutes. */
export function minutesToBreak(rule: unknown): number | null {
  const found = typeof rule === 'string' ? /^sustained:(\d+)$/.exec(rule) : null;
  return found ? Number(found[1]) : null;
}

/** 07:24. */
export function minutesAndSeconds(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes * 60));
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** What stands beside the badge of a state: the running test, else for how long the wall has been at its strike. */
export function clockOf(wall: WatchedWall, asOf: string, rule: unknown): string {
  if (wall.state === 'TESTED' && wall.attempt) {
    const needed = minutesToBreak(rule);
    const run = minutesAndSeconds(wall.attempt.beyond_minutes);
    const beyond = needed === null ? `${run} beyond` : `${run} of ${needed} min beyond`;
    return wall.attempt.gap ? `${beyond}, with a gap` : beyond;
  }
  return `the wall for ${duration(seconds((Date.parse(asOf) - Date.parse(wall.since)) / 1000))}`;
}
