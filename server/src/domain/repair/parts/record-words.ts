import type { RepairRecord } from '../eligibility/records-of.ts';

type Named = Pick<RepairRecord, 'categoryName' | 'documentNo' | 'decidedOn'>;

/** Rows of a paper's table of records: what, number, day. All of a part may have been taken back, and a table is not empty. */
export const recordRows = (records: readonly Named[]): string[][] =>
  records.length === 0
    ? [['无', '—', '—']]
    : records.map(({ categoryName, documentNo, decidedOn }) => [categoryName, documentNo ?? '—', decidedOn ?? '—']);

/** A record in a sentence. */
export const recordWords = ({ categoryName, documentNo }: Named): string =>
  documentNo === null ? categoryName : `${categoryName}（${documentNo}）`;
