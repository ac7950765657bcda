import assert from 'node:assert/strict';
import type pg from 'pg';
import type { Receipt } from '../../server/src/domain/intake/index.ts';
import { type ExpectedFact, expectedOf } from '../cast.ts';
import { countsOf, rowCodes } from './city.ts';

type ReadRecord = {
  documentNo: string | null;
  decidedOn: string | null;
  validUntil: string | null;
  fields: Record<string, unknown>;
  lineage: { file: string | null; row: number | null };
  withheld?: true;
};
export type ReadArchive = {
  names: readonly { name: string; standing: string }[];
  records: readonly ReadRecord[];
};

/** Holds a first receipt against every field that `expected.json` states for the file. */
export function assertFirst(name: string, receipt: Receipt): void {
  const expected = expectedOf(name);
  assert.equal(receipt.status, 'finished', name);
  assert.deepEqual(countsOf(receipt), expected.first, name);
  assertSame(rowCodes(receipt.errors.filter(({ outcome }) => outcome === 'rejected')), expected.errorRows, name);
  assertSame(rowCodes(receipt.errors.filter(({ outcome }) => outcome === 'unresolved')), expected.unresolvedRows, name);
  assertSame(rowCodes(receipt.warnings), expected.warningRows, name);
  if (expected.ignoredColumns) assert.deepEqual(receipt.ignoredColumns, expected.ignoredColumns, name);
  for (const { message } of receipt.errors)
    assert.match(message, /[一-鿿]{4,}/, 'a sentence that says how to mend the row');
}

export function assertAgain(name: string, receipt: Receipt): void {
  const expected = expectedOf(name);
  assert.deepEqual(countsOf(receipt), expected.again, name);
  assertSame(rowCodes(receipt.errors.filter(({ outcome }) => outcome === 'rejected')), expected.errorRows, name);
  assertSame(rowCodes(receipt.errors.filter(({ outcome }) => outcome === 'unresolved')), expected.unresolvedRows, name);
  assert.deepEqual(receipt.warnings, [], 'duplicates carry no warnings');
}

/** Holds the archive read back of one subject against a sampled row of its file. */
export function assertFact(name: string, fact: ExpectedFact, { names, records }: ReadArchive): void {
  const { row, subject, formerName, name: heldName, ...stated } = fact;
  const found =
    stated.documentNo === undefined
      ? records.find(({ lineage }) => lineage.row === row)
      : records.find(({ documentNo }) => documentNo === stated.documentNo);
  const place = `${name} row ${row}, ${subject}`;
  assert(found !== undefined, `${place}: no such record among ${JSON.stringify(records)}`);
  if (stated.decidedOn !== undefined) assert.equal(found.decidedOn, stated.decidedOn, place);
  if (stated.validUntil !== undefined) assert.equal(found.validUntil, stated.validUntil, place);
  if (stated.fine !== undefined) assert.equal(found.fields.fine, stated.fine, place);
  if (heldName !== undefined) assert.equal(found.fields.name, heldName, place);
  if (formerName === undefined) return;
  assert.deepEqual(
    names.filter(({ standing }) => standing === 'former').map((held) => held.name),
    [formerName],
    place,
  );
}

function assertSame(got: [number, string][], wanted: [number, string][], name: string): void {
  const sorted = (rows: [number, string][]) => rows.map(([row, code]) => `${row} ${code}`).sort();
  assert.deepEqual(sorted(got), sorted(wanted), name);
}

/** What is held of a subject in a category, also where its time is over and no archive shows it any more. */
export async function heldOf(pool: pg.Pool, subjectId: string, category: string): Promise<ReadArchive> {
  const { rows: records } = await pool.query<ReadRecord>(
    `select document_no as "documentNo", decided_on as "decidedOn", valid_until as "validUntil", fields,
            json_build_object('file', file, 'row', row) as lineage
       from record where subject_id = $1 and category = $2 and superseded_at is null`,
    [subjectId, category],
  );
  const { rows: names } = await pool.query<{ name: string; standing: string }>(
    'select name, standing from subject_name where subject_id = $1',
    [subjectId],
  );
  return { names, records };
}
