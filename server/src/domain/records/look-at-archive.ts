import type pg from 'pg';
import { transaction } from '../../platform/db/transaction.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { type Archive, archiveOf, type RecordsPage, type RecordsRequest, recordsOf } from './archive.ts';
import { rememberDisclosures } from './remember-disclosures.ts';
import { withheldRecordsOf } from './withheld-records.ts';

export type Look = Omit<RecordsRequest, 'openness' | 'now'> & {
  /** Whose withheld records are told as well, on the first page of a look at today: of one agency; null: all. */
  withheldOf?: string | null | undefined;
};
/** The archive in the government openness. Who looked, why and at what is durable before anything is answered. */
export async function lookAtArchive(
  pool: pg.Pool,
  catalogue: Catalogue,
  act: Act,
  look: Look,
): Promise<Archive | Refusal> {
  return looked(pool, catalogue, act, look, (trx) =>
    archiveOf(trx, catalogue, { ...look, openness: 'government', now: act.now }),
  );
}

/** One page of records in the government openness, journalled like `lookAtArchive`. */
export async function lookAtRecords(
  pool: pg.Pool,
  catalogue: Catalogue,
  act: Act,
  look: Look,
): Promise<RecordsPage | Refusal> {
  return looked(pool, catalogue, act, look, (trx) =>
    recordsOf(trx, catalogue, { ...look, openness: 'government', now: act.now }),
  );
}

async function looked<T extends RecordsPage>(
  pool: pg.Pool,
  catalogue: Catalogue,
  act: Act,
  look: Look,
  read: (trx: pg.PoolClient) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return transaction(pool, async (trx) => {
    const answer = await read(trx);
    if (isRefusal(answer)) return answer;
    const { category, asOf, knownAt, after, withheldOf } = look;
    if (withheldOf !== undefined && asOf === undefined && knownAt === undefined && after === undefined) {
      const { subjectId } = look;
      answer.records.push(
        ...(await withheldRecordsOf(trx, catalogue, { subjectId, category, agency: withheldOf, now: act.now })),
      );
    }
    await rememberDisclosures(
      trx,
      { agency: act.agency, way: 'archive', now: act.now },
      answer.records.map(({ subject, recordId, version }) => ({ subjectId: subject, recordId, version })),
    );
    await journal(trx, act, {
      event: 'subject.read',
      subjectId: look.subjectId,
      detail: {
        ...(act.ref === undefined ? {} : { ref: act.ref }),
        ...(category === undefined ? {} : { category }),
        ...(asOf === undefined ? {} : { asOf }),
        ...(knownAt === undefined ? {} : { knownAt: knownAt.toISOString() }),
        records: answer.records.map(({ recordId }) => recordId),
      },
    });
    return answer;
  });
}
