import assert from 'node:assert/strict';

/** A non-negative decimal as a whole number of 10^-14: enough for six decimals of 亿. */
export type Scaled = bigint;

export const MOST_DECIMALS = 14;
const LEAST_DECIMALS_SHOWN = 2;

/** Reads plain digits with an optional point. */
export function scaled(decimal: string): Scaled {
  const [integer = '', fraction = ''] = decimal.split('.');
  assert(fraction.length <= MOST_DECIMALS, 'no more decimals than can be held exactly');
  return BigInt(integer + fraction.padEnd(MOST_DECIMALS, '0'));
}

/** Writes yuan with two decimals, and more only when needed. */
export function toYuan(amount: Scaled): string {
  assert(amount >= 0n, 'amounts have no sign');
  const digits = String(amount).padStart(MOST_DECIMALS + 1, '0');
  const needed = digits.slice(-MOST_DECIMALS).replace(/0+$/, '');
  return `${digits.slice(0, -MOST_DECIMALS)}.${needed.padEnd(LEAST_DECIMALS_SHOWN, '0')}`;
}
