import { MOST_DECIMALS, type Scaled, scaled, toYuan } from './decimal.ts';

const NUMERALS = new Map<string, bigint>(
  ['零〇', '一壹壱', '二贰貳弐两兩', '三叁參叄', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap(
    (forms, value) => [...forms].map((form): [string, bigint] => [form, BigInt(value)]),
  ),
);
const SMALL_UNITS = new Map(
  [...'十拾百佰千仟'].map((unit, index): [string, bigint] => [unit, 10n ** BigInt(1 + (index >> 1))]),
);
const LARGE_UNITS = new Map(
  [...'万萬亿億'].map((unit, index): [string, bigint] => [unit, index < 2 ? 10_000n : 100_000_000n]),
);

const FIGURES = String.raw`(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?`;
const NUMERAL = `[${[...NUMERALS.keys()].join('')}]`;
const UNIT = `[${[...SMALL_UNITS.keys(), ...LARGE_UNITS.keys()].join('')}]`;
const NUMBER = String.raw`(?:(?:${FIGURES}|${NUMERAL}|${UNIT})\s*)+`;
const CURRENCY = '(?:人民币|人民幣|RMB|CNY|¥)';
/** 数十万元 and 几百元 name no amount; a figure after a point or another figure is the middle of a number. */
const WHOLE_NUMBER = String.raw`(?<![数數几幾\d]|(?<!以)上|\d\.)(?<number>${NUMBER})`;
const AMOUNT = new RegExp(
  String.raw`(?<currency>${CURRENCY}[:\s]*)?${WHOLE_NUMBER}(?<yuan>元|圆|圓|块钱|${CURRENCY})?` +
    String.raw`(?:\s*零?\s*(?<jiao>\d|${NUMERAL})角)?(?:\s*零?\s*(?<fen>\d|${NUMERAL})分)?(?<whole>[整正])?`,
  'gu',
);
const TOKEN = new RegExp(`${FIGURES}|${NUMERAL}|${UNIT}`, 'gu');

/**
 * The amounts of money a Chinese text names, in yuan, each once, in order: 2万元, 贰万元整, 20,000元, 1.5亿元,
 * ¥20000.00, 壹拾贰万伍仟元伍角. A number is money when 元 follows it or a currency stands before it.
 */
export function amountsIn(text: string): string[] {
  const amounts = new Set<string>();
  for (const { groups } of text.normalize('NFKC').matchAll(AMOUNT)) {
    const { currency, number = '', yuan, jiao, fen, whole } = groups ?? {};
    if (currency === undefined && yuan === undefined) continue;
    const tokens = number.match(TOKEN) ?? [];
    const saysMoney = currency !== undefined || jiao !== undefined || whole !== undefined;
    if (!saysMoney && isBareNumeral(tokens)) continue;
    const integer = spelledBy(tokens);
    if (integer === null) continue;
    amounts.add(toYuan(integer + part(jiao, 10n) + part(fen, 100n)));
  }
  return [...amounts];
}

/** 三元, 一元: more often a name (三元区, 一元公司) than three yuan. */
function isBareNumeral(tokens: readonly string[]): boolean {
  return tokens.length === 1 && NUMERALS.has(tokens[0] ?? '');
}

function part(digit: string | undefined, perYuan: bigint): Scaled {
  if (digit === undefined) return 0n;
  return scaled(String(NUMERALS.get(digit) ?? digit)) / perYuan;
}

/**
 * The number that figures and numerals spell, or null where they spell none (百万元 alone). Where a second number begins
 * (3 20000元), the last one counts: it is the one 元 belongs to.
 */
function spelledBy(tokens: readonly string[]): Scaled | null {
  let total = 0n;
  let section = 0n;
  let pending: Scaled | null = null;
  let spelledDigits = false;
  for (const token of tokens) {
    const numeral = NUMERALS.get(token);
    const small = SMALL_UNITS.get(token);
    const large = LARGE_UNITS.get(token);
    if (numeral !== undefined) {
      if (pending !== null && !spelledDigits) [total, section, pending] = [0n, 0n, null];
      pending = (pending ?? 0n) * 10n + scaled(String(numeral));
      spelledDigits = true;
    } else if (small !== undefined) {
      if (pending === null && small !== 10n) return null;
      section += (pending === null || pending === 0n ? scaled('1') : pending) * small;
      [pending, spelledDigits] = [null, false];
    } else if (large !== undefined) {
      const counted = total + section + (pending ?? 0n);
      if (counted === 0n) return null;
      if (large === 10_000n) total += (section + (pending ?? 0n)) * large;
      else total = counted * large;
      [section, pending, spelledDigits] = [0n, null, false];
    } else {
      if (pending !== null) [total, section, spelledDigits] = [0n, 0n, false];
      const figures = token.replaceAll(',', '');
      if ((figures.split('.')[1] ?? '').length > MOST_DECIMALS) return null;
      pending = scaled(figures);
    }
  }
  return total + section + (pending ?? 0n);
}
