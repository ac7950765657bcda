import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { FilledPaper } from '../papers/index.ts';

/** What stands for a person wherever words are kept; the name comes in when a paper is made into a document. */
export const tokenOf = (personNo: number): string => `〔责任人员${personNo}〕`;
const TOKEN = /〔责任人员(\d{1,2})〕/g;
/** What a document says of somebody whose name is no longer held. */
export const ERASED = '〔已删除〕';

/** Free text about a person as it may be kept: without anybody's number, and with the token for the person's own name. */
export function withoutIdentity(text: string, name: string | undefined, personNo: number): string {
  const masked = maskEveryIdentifierIn(text.trim());
  // a single character is part of other words
  return name === undefined || [...name].length < 2 ? masked : masked.replaceAll(name, tokenOf(personNo));
}

export function hasTokens(paper: FilledPaper): boolean {
  return JSON.stringify(paper).search(TOKEN) >= 0;
}

/** The paper with the names of those still held in the place of their tokens. */
export function withNames(paper: FilledPaper, names: ReadonlyMap<number, string>): FilledPaper {
  return deep(paper, (text) => text.replace(TOKEN, (_, no: string) => names.get(Number(no)) ?? ERASED));
}

function deep<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((one) => deep(one, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one, change)])) as T;
}
