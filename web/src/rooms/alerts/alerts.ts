/** What /v1/alerts tells: rules, where their messages go, and what became of each. */
import { duration } from '../../format/numbers';
import type { Alerts } from '../../wire/types';

export type Rule = Alerts['rules'][number];
export type Sink = Alerts['sinks'][number];
export type Delivery = Alerts['log'][number];

export const whenInWords: Readonly<Record<Rule['when'], string>> = {
  flip_crossed: 'price crosses the Gamma Flip',
  wall_moved: 'a wall moves, appears or goes',
  wall_state: 'a wall is tested, holds, breaks or is reclaimed',
  spot_near: 'spot comes near a level',
  regime_changed: 'the regime of net GEX changes',
  tier_passed: "net GEX's percentile passes a mark",
  data_stale: 'a feed falls silent, and its end',
  data_flag: 'a new flag of the data quality',
  end_of_day: 'what the levels did, after the close',
  pre_market: 'the brief, before the open',
};

/** Of what a rule tells, and when it keeps silent. */
export function limitsOf({ symbols, cool_down_seconds, quiet_hours }: Rule): string {
  const limits = [symbols.length > 0 ? symbols.join(', ') : 'every symbol'];
  if (cool_down_seconds > 0) limits.push(`silent for ${duration(cool_down_seconds)} after an alert`);
  if (quiet_hours) {
    const { from, to, then } = quiet_hours;
    limits.push(`${from} to ${to} New York ${then === 'hold' ? 'kept for later' : 'left out'}`);
  }
  return limits.join('; ');
}

/** A badge's kind. */
export const markOf: Readonly<Record<Delivery['state'], 'good' | 'tested' | 'bad'>> = {
  delivered: 'good',
  waiting: 'tested',
  given_up: 'bad',
};

export interface Wanted {
  rule: string;
  sink: string;
  state: string;
}
export const filtered = (log: readonly Delivery[], { rule, sink, state }: Wanted): Delivery[] =>
  log.filter(
    (each) =>
      (rule === '' || each.rule === rule) &&
      (sink === '' || each.sink === sink) &&
      (state === '' || each.state === state),
  );

/** Enough to begin with; everything else is in docs/alerts.md. */
export const minimalFile = `[[alerts.rule]]
name = "walls"
when = "wall_state"
states = ["tested", "broken", "reclaimed"]
sinks = ["log"]

[[alerts.rule]]
name = "near the flip"
when = "spot_near"
level = "gamma_flip"
within_percent = 0.2
sinks = ["log"]

[[alerts.rule]]
name = "feed"
when = "data_stale"
sinks = ["log"]

[alerts.sink.log]
type = "file"
path = "alerts.ndjson"
`;
