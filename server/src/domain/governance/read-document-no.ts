import { documentNoKey } from '../../kernel/text.ts';

/** A document number 文号 as its series counts it. */
export type DocumentNo = {
  /** What stays the same from number to number, with 〔〕 where the year stands: 青住建许字〔〕. */
  series: string;
  year: number;
  number: number;
  /** Of a decision that shares its number with another: 1 of 7-1号, 之二 of 7号之二. */
  suffix?: string;
};

/** Longer texts are no numbers; also keeps the pattern from being tried on whole sentences. */
const CHARACTERS_AT_MOST = 128;
const YEARS = { first: 1900, last: 2099 } as const;
const JOINED = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_';
const ORDINAL = '[0-9]{1,4}|[一二三四五六七八九十]{1,3}';
/** Before the year, the year, between year and number, the number, and what follows it. Brackets are round by then. */
const NUMBER = new RegExp(
  `^([^()]*?)(?:\\((\\d{4})年?\\)|(\\d{4})年)([^()]*?)(\\d{1,9})(?:[${JOINED}](${ORDINAL})|(之(?:${ORDINAL})))?号?(?:[${JOINED}](${ORDINAL})|(之(?:${ORDINAL})))?$`,
);

/**
 * Reads 青住建许字〔2026〕12号, (2026)第0012号, （2026）青9901执12号, 青环罚字[2026]7-1号, 青建许2026年第3号, however its
 * brackets and digits are written. null where the text has no year or no number at its end: what it counts is not known.
 */
export function readDocumentNo(text: string): DocumentNo | null {
  if (text.length > CHARACTERS_AT_MOST) return null;
  const parts = NUMBER.exec(documentNoKey(text).replaceAll('號', '号'));
  if (parts === null) return null;
  const [, before = '', bracketed, bare, between = '', digits = '', ...suffixes] = parts;
  const year = Number(bracketed ?? bare);
  const number = Number(digits);
  if (year < YEARS.first || year > YEARS.last || number === 0) return null;
  const found = suffixes.filter((suffix) => suffix !== undefined);
  // 7-1号之二: two suffixes leave open what is counted
  if (found.length > 1) return null;
  const series = `${before}〔〕${between.replace(/第$/, '')}`;
  return { series, year, number, ...(found[0] === undefined ? {} : { suffix: found[0] }) };
}

/** A number as a person writes it: 青住建许字〔2026〕12号. */
export function documentNoText(series: string, year: number, number: number): string {
  return `${series.replace('〔〕', `〔${year}〕`)}${number}号`;
}
