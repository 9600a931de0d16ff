/** A contract's symbol, SPXW261120C06500000, as its parts. */
import { type Price, price } from '../model/units';

export interface OptionName {
  root: string;
  /** 2026-11-20 */
  expiry: string;
  right: 'call' | 'put';
  strike: Price;
}

/** null: not a symbol in the compact form of the OSI. */
export function optionName(symbol: string): OptionName | null {
  const parts = /^(.+)(\d\d)(\d\d)(\d\d)([CP])(\d{8})$/.exec(symbol);
  if (!parts) return null;
  const [, root = '', year, month, date, right, strike] = parts;
  return {
    root,
    expiry: `20${year}-${month}-${date}`,
    right: right === 'C' ? 'call' : 'put',
    strike: price(Number(strike) / 1000),
  };
}
