import assert from 'node:assert/strict';
import { amountsIn } from './amounts-in-text.ts';
import { type Scaled, scaled, toYuan } from './decimal.ts';

export { amountsIn };

/** Decimal text in yuan, at least two decimals, never a float: 125000.00. */
export type Yuan = string;

/** Digits with at most six decimals; commas only as correct groups of three. */
const AMOUNT = /^(?<integer>\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?<fraction>\d{1,6}))?$/;
/** A quadrillion: more digits in an amount column are an identifier from the column beside it. */
const MOST_INTEGER_DIGITS = 15;
const YUAN_PER_WAN = 10_000n;

/** Reads an amount column. `unit` is the unit the column is stated in; the answer is in yuan. */
export function parseAmount(text: string, unit: '元' | '万元'): { ok: true; yuan: Yuan } | { ok: false } {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const parts = AMOUNT.exec(plain)?.groups;
  const integer = parts?.integer?.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (integer === undefined || integer.length > MOST_INTEGER_DIGITS) return { ok: false };
  const amount = scaled(`${integer}.${parts?.fraction ?? '0'}`);
  return { ok: true, yuan: toYuan(unit === '万元' ? amount * YUAN_PER_WAN : amount) };
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareAmounts(a: Yuan, b: Yuan): number {
  const difference = exact(a) - exact(b);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/**
 * Compares an amount column with the decision's own words. `unit`: no amount in the text equals it and one is exactly
 * 10,000 times more or less (元 and 万元 confused). `silent`: the text names no amount.
 */
export function judgeAgreement(yuan: Yuan, content: string): 'agrees' | 'unit' | 'differs' | 'silent' {
  const stated = exact(yuan);
  const named = amountsIn(content).map(exact);
  if (named.length === 0) return 'silent';
  if (named.includes(stated)) return 'agrees';
  const confused = named.some((amount) => amount === stated * YUAN_PER_WAN || amount * YUAN_PER_WAN === stated);
  return confused ? 'unit' : 'differs';
}

function exact(yuan: Yuan): Scaled {
  assert(/^\d+(\.\d+)?$/.test(yuan), `not an amount in yuan: ${yuan}`);
  return scaled(yuan);
}
