import { doubtfulHomes, homes } from './addresses.ts';
import { namesIn } from './names.ts';
import { privateNumbers } from './numbers.ts';
import { occurrencesOf } from './organisations.ts';
import { surnameAt } from './surnames.ts';
import { halfWidth, overlaps, type Span } from './text-form.ts';

export type { Span, What } from './text-form.ts';

/** Organisations that stay readable: those whose record it is, and those who decide. */
export type MaskingContext = { subjectNames: readonly string[]; authorityNames: readonly string[] };

/** `spans` are in UTF-16 places of the text that was given, in order, without overlaps. */
export type MaskedText =
  | { kind: 'masked'; text: string; spans: Span[] }
  | { kind: 'unsure'; text: string; spans: Span[]; because: string };

const NUMBER_MASK = '****';
const HOME_MASK = '某处';
const QUOTED_AT_MOST = 3;

/**
 * A text as the public may read it: names of natural persons keep the surname (张某, and 张某1, 张某2 where two would read
 * the same), numbers that lead to a person become ****, where a person lives becomes 某处. Organisations, dates, amounts,
 * numbers of documents and cases, and statutes stay. `unsure` where something may be a name and nothing settles it: such a
 * text waits for a person; `text` is then the proposal to look at, and not for publication.
 */
export function maskText(text: string, context: MaskingContext): MaskedText {
  const plain = halfWidth(text);
  const stays = occurrencesOf(plain, [...context.subjectNames, ...context.authorityNames].map(halfWidth));
  const numbers = privateNumbers(plain);
  const { certain, possible } = namesIn(plain, [...stays, ...numbers], numbers);
  const places = homes(plain, certain, stays);
  const spans = joined([...numbers, ...places, ...certain.map(({ from, to }): Span => ({ from, to, what: 'name' }))]);
  const masked = written(text, spans);
  const open = [...possible, ...doubtfulHomes(plain, spans)].filter(
    (stretch) => !spans.some((span) => overlaps(span, stretch)),
  );
  if (open.length === 0) return { kind: 'masked', text: masked, spans };
  const quoted = open.slice(0, QUOTED_AT_MOST).map(({ from, to }) => `“${text.slice(from, to)}”`);
  return { kind: 'unsure', text: masked, spans, because: `${quoted.join('、')}可能是自然人姓名或者住址，请人工核对。` };
}

/** In order; of two that overlap the first in order of place swallows the other. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = result.at(-1);
    if (last !== undefined && span.from < last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function written(text: string, spans: readonly Span[]): string {
  const nameMask = nameMasks(text, spans);
  let result = '';
  let copiedTo = 0;
  for (const span of spans) {
    const held = text.slice(span.from, span.to);
    const mask = span.what === 'name' ? nameMask(held) : span.what === 'address' ? HOME_MASK : NUMBER_MASK;
    result += text.slice(copiedTo, span.from) + mask;
    copiedTo = span.to;
  }
  return result + text.slice(copiedTo);
}

/** Two persons whose names would read the same are told apart by a number, also from those the office masked itself. */
function nameMasks(text: string, spans: readonly Span[]): (name: string) => string {
  const names = [...new Set(spans.filter(({ what }) => what === 'name').map(({ from, to }) => text.slice(from, to)))];
  const masks = new Map<string, string>();
  for (const stem of new Set(names.map(stemOf))) {
    const same = names.filter((name) => stemOf(name) === stem);
    const takenByOffice = text.includes(stem);
    same.forEach((name, index) => {
      masks.set(name, same.length === 1 && !takenByOffice ? stem : `${stem}${firstFree(text, stem) + index}`);
    });
  }
  return (name) => masks.get(name) ?? stemOf(name);
}

function stemOf(name: string): string {
  const surname = surnameAt(name, 0)?.length ?? 1;
  return `${name.slice(0, surname)}某`;
}

function firstFree(text: string, stem: string): number {
  const used = [...text.matchAll(new RegExp(`${stem}(\\d{1,3})`, 'g'))].map((match) => Number(match[1]));
  return Math.max(0, ...used) + 1;
}
