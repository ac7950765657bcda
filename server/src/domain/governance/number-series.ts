import { readDocumentNo } from './read-document-no.ts';

/** Document numbers of one series, both ends included. */
export type NumberRange = { from: number; to: number };

/** Gaps told of one series at most. More than that is no handful of omissions but another way of numbering. */
export const GAPS_AT_MOST = 200;
/** Lowest and highest number of a series may lie this far apart; nobody decides more in a year under one series. */
export const SPAN_AT_MOST = 100_000;

/** Why no gap of a series is told: too few of its numbers are held, it reaches too far, or it has more gaps than we tell. */
export const UNUSABLE = ['too-sparse', 'too-wide', 'too-many-gaps'] as const;

/** What the numbers held of one series say. */
export type SeriesRead = {
  category: string;
  series: string;
  /** Distinct numbers held, whatever became of their decisions. */
  held: number;
  lowest: number;
  highest: number;
  gaps: NumberRange[];
  unusable?: (typeof UNUSABLE)[number];
};

/** Collects the numbers of one year, category by category; of one authority. */
export class NumbersOfYear {
  readonly #series = new Map<string, { category: string; series: string; numbers: Set<number> }>();
  readonly #year: number;
  /** Numbers that count in this year. */
  read = 0;
  /** Texts that are no number of a series, whatever their year. */
  unread = 0;

  constructor(year: number) {
    this.#year = year;
  }

  add(category: string, text: string): void {
    const said = readDocumentNo(text);
    if (said === null) this.unread += 1;
    if (said === null || said.year !== this.#year) return;
    this.read += 1;
    const key = `${category} ${said.series}`;
    const known = this.#series.get(key);
    if (known === undefined) this.#series.set(key, { category, series: said.series, numbers: new Set([said.number]) });
    else known.numbers.add(said.number);
  }

  /** Every series, in the order of category and series. `leastPercent`: see `numbersHeldLeastPercent` of the catalogue. */
  series(leastPercent: number): SeriesRead[] {
    return [...this.#series.values()]
      .map(({ category, series, numbers }) => ({ category, series, ...readSeries([...numbers], leastPercent) }))
      .sort((a, b) => byText(a.category, b.category) || byText(a.series, b.series));
  }
}

/** Gaps of distinct numbers between the lowest and the highest. Nothing is said of what may lie beyond either. */
export function readSeries(numbers: readonly number[], leastPercent: number): Omit<SeriesRead, 'category' | 'series'> {
  const sorted = [...numbers].sort((a, b) => a - b);
  const lowest = sorted[0] ?? 0;
  const highest = sorted.at(-1) ?? 0;
  const read = { held: sorted.length, lowest, highest, gaps: [] };
  const span = highest - lowest + 1;
  if (span > SPAN_AT_MOST) return { ...read, unusable: 'too-wide' };
  if (sorted.length * 100 < span * leastPercent) return { ...read, unusable: 'too-sparse' };
  const gaps = sorted.slice(1).flatMap((number, at) => {
    const before = sorted[at] ?? number;
    return number - before > 1 ? [{ from: before + 1, to: number - 1 }] : [];
  });
  return gaps.length > GAPS_AT_MOST ? { ...read, unusable: 'too-many-gaps' } : { ...read, gaps };
}

/** What is left of some ranges when others are taken out of them. */
export function without(ranges: readonly NumberRange[], taken: readonly NumberRange[]): NumberRange[] {
  return taken.reduce<NumberRange[]>(
    (left, out) => left.flatMap((range) => (overlap(range, out) ? around(range, out) : [range])),
    [...ranges],
  );
}

function around({ from, to }: NumberRange, out: NumberRange): NumberRange[] {
  const parts = [
    { from, to: out.from - 1 },
    { from: out.to + 1, to },
  ];
  return parts.filter((part) => part.from <= part.to);
}

export const overlap = (a: NumberRange, b: NumberRange): boolean => a.from <= b.to && b.from <= a.to;

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
