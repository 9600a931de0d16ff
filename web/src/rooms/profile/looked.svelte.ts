/** The scenario that is supposed, in the address, and what is known of it: at once from the grid, then exactly. */
import { Followed } from '../../model/followed.svelte';
import {
  asItIs,
  curveAt,
  evenSpots,
  gridOf,
  isAsItIs,
  nearestSlice,
  numbersAt,
  type ScenarioNumbers,
  type Supposed,
} from '../../model/scenario';
import { view } from '../../model/view.svelte';
import type { Question } from '../../model/viewed.svelte';
import { address } from '../../wire/client';
import type { ScenarioAnswer, ScenarioSlice } from '../../wire/types';

export const reach = 10; // percent either side of spot that the grid covers
const names = { spotPct: 'move', minutes: 'minutes', volPoints: 'vol', volBeta: 'beta' } as const;

const writeAfter = 250; // milliseconds of rest: browsers take a few changes of the address a second, no more

function numberIn(name: string): number {
  const value = Number(view.get(name, '0'));
  return Number.isFinite(value) ? value : 0;
}
const inAddress = (): Supposed => ({
  spotPct: Math.max(-reach, Math.min(reach, numberIn(names.spotPct))),
  minutes: Math.max(0, numberIn(names.minutes)),
  volPoints: numberIn(names.volPoints),
  volBeta: numberIn(names.volBeta),
});

export class Looked {
  private readonly grids = new Followed<ScenarioAnswer>(15_000);
  private readonly curves = new Followed<ScenarioAnswer>(2_000, 120);
  private readonly nodes = new Followed<ScenarioAnswer>(2_000, 120);

  supposed: Supposed = $state.raw(inAddress());
  readonly grid = $derived(this.grids.answer ? gridOf(this.grids.answer) : null);
  readonly idle = $derived(isAsItIs(this.supposed));
  readonly problem = $derived(this.grids.problem || this.nodes.problem);

  private writing: ReturnType<typeof setTimeout> | undefined;
  private path = $state('');
  private common = $state.raw<Question>({ expiries: null, set: [] });

  private readonly asked = $derived.by(() => {
    const { spotPct, minutes, volPoints, volBeta } = this.supposed;
    const one = {
      ...this.common,
      time: minutes > 0 ? `${minutes}m` : 'now',
      vol: volPoints,
      vol_beta: volBeta,
    };
    return {
      curve: address(this.path, { ...one, spot_range: reach, spot_points: 81 }),
      node: address(this.path, { ...one, spot_range: Math.max(0.1, Math.abs(spotPct)), spot_points: 3 }),
    };
  });

  /** Net GEX over spot under what is supposed. */
  readonly curve = $derived.by(() => {
    if (this.idle) return null;
    const nodes = this.curves.of === this.asked.curve ? this.curves.answer?.scenario.slices[0]?.nodes : undefined;
    if (nodes)
      return {
        spots: Float64Array.from(nodes, ({ spot }) => spot),
        values: Float64Array.from(nodes, (node) => node.net_gex_usd_per_1pct),
      };
    if (!this.grid) return null;
    const spots = evenSpots(this.grid, 161);
    return { spots, values: curveAt(this.grid, this.supposed, spots) };
  });

  private readonly exact = $derived(this.nodes.of === this.asked.node ? this.nodes.answer : null);
  readonly isExact = $derived(this.exact !== null);
  readonly slice: ScenarioSlice | undefined = $derived(
    this.exact?.scenario.slices[0] ?? (this.grid ? nearestSlice(this.grid, this.supposed) : undefined),
  );
  readonly from = $derived(this.exact?.scenario ?? (this.grid && { spot: this.grid.spot, as_of: this.grid.asOf }));
  readonly numbers: ScenarioNumbers | null = $derived.by(() => {
    const nodes = this.exact?.scenario.slices[0]?.nodes;
    const node = nodes?.[1 + Math.sign(this.supposed.spotPct)];
    if (node) return { spot: node.spot, netGex: node.net_gex_usd_per_1pct, flow: node.flow_shares };
    return this.grid && numbersAt(this.grid, this.supposed);
  });

  /** To be called again with every snapshot and setting. */
  look(symbol: string, sequence: number, common: Question): void {
    this.path = `v1/scenario/${symbol}`;
    this.common = common;
    // 8 moments x 8 shifts: as many as the server answers at once
    this.grids.want(
      address(this.path, {
        ...common,
        spot_range: reach,
        spot_points: 33,
        time: 'now,30m,1h,2h,4h,close,1d,3d',
        vol: '-10,-5,-2,0,2,5,10,20',
      }),
      sequence,
    );
    if (this.idle) return;
    this.curves.want(this.asked.curve, sequence);
    this.nodes.want(this.asked.node, sequence);
  }
  stop(): void {
    clearTimeout(this.writing);
    for (const each of [this.grids, this.curves, this.nodes]) each.stop();
  }

  suppose(change: Partial<Supposed>): void {
    this.supposed = { ...this.supposed, ...change };
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), writeAfter);
  }
  reset(): void {
    this.suppose(asItIs);
  }
  /** A link or the way back leads to another view than the one shown. */
  follow(): void {
    const told = inAddress();
    if (this.writing === undefined) this.supposed = told;
  }
  private write(): void {
    this.writing = undefined;
    for (const [name, value] of Object.entries(this.supposed) as [keyof Supposed, number][])
      view.set(names[name], value === 0 ? null : String(Number(value.toFixed(2))));
  }
}
