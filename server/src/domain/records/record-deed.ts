import type { CalendarDate } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';

export type DeedKind = 'release' | 'withdrawal' | 'correction' | 'repair' | 'closure' | 'requeue' | 'repair-revoked';

export type Grounds = { reason: string; document: string };

const REASON_CHARACTERS = 500;
const DOCUMENT_CHARACTERS = 200;

/** No adverse or favourable effect ends without a reason and a document somebody can look up (`architecture.md`, 8). */
export function refuseGroundless({ reason, document }: Grounds): Refusal | null {
  if (!isText(reason, REASON_CHARACTERS)) {
    return refuse('invalid-request', `请写明理由,不超过 ${REASON_CHARACTERS} 个字符。`, { field: 'reason' });
  }
  if (!isText(document, DOCUMENT_CHARACTERS)) {
    return refuse('invalid-request', `请写明所依据文书的文号,不超过 ${DOCUMENT_CHARACTERS} 个字符。`, {
      field: 'document',
    });
  }
  return null;
}

function isText(text: string, longest: number): boolean {
  return text.trim() !== '' && [...text].length <= longest;
}

export type NewDeed = {
  subjectId: string;
  recordId: string;
  kind: DeedKind;
  reason: string;
  document?: string | undefined;
  replacedBy?: string | undefined;
  /** The day of the decision in `document`. */
  decidedOn?: CalendarDate | undefined;
};

/** The deed as a row. The caller holds the record (`takeRecord`), so that numbers do not collide. */
export async function writeDeed(trx: Transaction, act: Act, deed: NewDeed, moment: Date): Promise<void> {
  await trx.query(
    `insert into record_deed (subject_id, record_id, deed_no, kind, reason, document, replaced_by, actor, agency,
                              recorded_at, decided_on)
     select $1, $2, coalesce(max(deed_no), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10
       from record_deed where subject_id = $1 and record_id = $2`,
    [
      deed.subjectId,
      deed.recordId,
      deed.kind,
      maskEveryIdentifierIn(deed.reason.trim()),
      deed.document?.trim() ?? null,
      deed.replacedBy?.trim() || null,
      act.actor,
      act.agency ?? null,
      moment,
      deed.decidedOn ?? null,
    ],
  );
}

/** The last deed of these kinds since the current version was recorded. */
export async function findDeed(
  trx: Transaction,
  record: { subjectId: string; recordId: string; version: number },
  kinds: readonly DeedKind[],
): Promise<{ kind: DeedKind; document: string | null } | null> {
  const { rows } = await trx.query<{ kind: DeedKind; document: string | null }>(
    `select d.kind, d.document from record_deed d
       join record r on r.subject_id = d.subject_id and r.record_id = d.record_id and r.version = $3
      where d.subject_id = $1 and d.record_id = $2 and d.kind = any($4) and d.recorded_at >= r.recorded_at
      order by d.deed_no desc limit 1`,
    [record.subjectId, record.recordId, record.version, kinds],
  );
  return rows[0] ?? null;
}
