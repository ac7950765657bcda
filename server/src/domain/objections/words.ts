import type { Catalogue } from '../catalogue/index.ts';
import type { CurrentVersion } from '../records/index.ts';

/** A record in the words of a paper or a message: its category, and the number its document has. */
export function recordInWords(
  catalogue: Catalogue,
  { category, documentNo }: Pick<CurrentVersion, 'category' | 'documentNo'>,
): string {
  const name = catalogue.category(category)?.name ?? category;
  return documentNo === null ? `“${name}”信息` : `“${name}”信息（${documentNo}）`;
}

/** What stands in a paper for a person who objects to being named; the name is on no page of ours. */
export const personInWords = (personNo: number): string => `列入决定载明的责任人员（编号 ${personNo}）`;

/** Characters of a reason as a deed on a record holds it; the case and its paper hold the whole. */
const REASON_ON_RECORD = 500;
export const onRecord = (reason: string): string => [...reason].slice(0, REASON_ON_RECORD).join('');
