/** `/v1/explain/SYMBOL/LEVEL`: the contracts that carry a level (docs/report.md). */
import { optionName } from '../../format/option';
import type { components } from '../../wire/openapi';

export type Explanation = components['schemas']['Explanation'];
export type Carrier = components['schemas']['Contribution'];

/** Of all contracts of a strike: what calls and puts carry, where all of them are listed in the answer. */
export function byRight(explanation: Explanation): { call: number; put: number } | null {
  if (explanation.contracts.length < explanation.n_contracts) return null;
  const sums = { call: 0, put: 0 };
  for (const { option, gross_gex_usd_per_1pct } of explanation.contracts) {
    const name = optionName(option);
    if (!name) return null;
    sums[name.right] += gross_gex_usd_per_1pct;
  }
  return sums;
}

/** At a flip the book has no gamma but what rounding leaves: methods 1.4.5 take a root by the same measure. */
export const cancels = ({ net_gex_usd_per_1pct: net, gross_gex_usd_per_1pct: gross }: Explanation) =>
  gross > 0 && Math.abs(net) <= 1e-8 * gross;
