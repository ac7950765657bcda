import type { Term } from '../../kernel/dates.ts';

/** What the first deed of a listing says, and every later one reads. */
export type Draft = {
  list: string;
  /** 列入事由, and the clauses it rests on. */
  reason: string;
  grounds: string;
  /** Shorter than the longest of the list where given. */
  term?: Term;
  exitCondition: string;
  /** Further fields of the list's category, by id. */
  details: Record<string, string>;
};
