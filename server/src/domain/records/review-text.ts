import { maskIdentifiersIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { findRecord } from './find-record.ts';
import { takeRecord } from './take-record.ts';
import { isMaskedFormOf } from './text-review.ts';
import { type HeldFields, mannerOf } from './visible-fields.ts';

export type TextReview = {
  category: string;
  recordId: string;
  /** The version that was looked at: another one has another text. */
  version: number;
  /** Id of the field. */
  field: string;
  /** What the public shall read: the text with what is private masked. */
  text: string;
};

export type TextReviewed = { recordId: string; version: number; field: string; reviewedAt: Date };

/**
 * A person of the agency that submitted a record, or of the authority that decided it, settles what the public reads of
 * one of its texts (`boundary.md`, 11). The text may only hide more or less of the one held, never say something else;
 * a later review takes the place of an earlier one.
 */
export async function reviewText(
  trx: Transaction,
  catalogue: Catalogue,
  act: Act & { agency: string },
  { category: code, recordId, version, field: fieldId, text }: TextReview,
): Promise<TextReviewed | Refusal> {
  const category = catalogue.category(code);
  const field = category?.fieldsById.get(fieldId);
  if (category === undefined || field === undefined || mannerOf(category, 'public', field) !== 'masked') {
    return refuse('invalid-request', '该字段不是须遮蔽后公示的文本,请核对 category 和 field。', { field: 'field' });
  }
  const found = await findRecord(trx, code, { recordId }, act.agency);
  if (isRefusal(found)) return found;
  const record = await takeRecord(trx, found, act.now);
  if (isRefusal(record)) return record;
  if (record.agency !== act.agency && record.authority !== act.agency) {
    return refuse('not-permitted', '只有报送该记录的部门或作出决定的机关可以核定其公示文本,请联系报送部门办理。');
  }
  if (record.version !== version) {
    return refuse('conflict', '该记录已有新版本,请重新读取待核文本后再提交。', { version: record.version });
  }
  const held = await heldText(trx, record, fieldId);
  const refusal = refuseText(text, held);
  if (refusal !== null) return refusal;

  const { subjectId, moment } = record;
  await trx.query(
    `insert into record_text_review (subject_id, record_id, version, field, review_no, text, actor, agency, recorded_at)
     select $1, $2, $3, $4, coalesce(max(review_no), 0) + 1, $5, $6, $7, $8
       from record_text_review where subject_id = $1 and record_id = $2 and version = $3 and field = $4`,
    [subjectId, record.recordId, version, fieldId, text, act.actor, act.agency, moment],
  );
  await journal(trx, act, {
    event: 'record.text-reviewed',
    subjectId,
    target: record.recordId,
    detail: { category: code, version, field: fieldId },
  });
  return { recordId: record.recordId, version, field: fieldId, reviewedAt: moment };
}

async function heldText(
  trx: Transaction,
  { subjectId, recordId, version }: { subjectId: string; recordId: string; version: number },
  fieldId: string,
): Promise<string | null> {
  const { rows } = await trx.query<{ fields: HeldFields }>(
    'select fields from record where subject_id = $1 and record_id = $2 and version = $3',
    [subjectId, recordId, version],
  );
  const value = rows[0]?.fields[fieldId];
  return typeof value === 'string' ? value : null;
}

function refuseText(text: string, held: string | null): Refusal | null {
  if (held === null) {
    return refuse('invalid-request', '该记录的这一字段没有文本,无须核定。', { field: 'field' });
  }
  if (maskIdentifiersIn(text) !== text) {
    return refuse('invalid-request', '公示文本中仍有身份证件号码,请遮蔽后再提交。', { field: 'text' });
  }
  if (!isMaskedFormOf(text, maskIdentifiersIn(held)) && !isMaskedFormOf(text, held)) {
    return refuse('invalid-request', '公示文本只可将原文中的个人信息改为“某”或 ****,不得增删或改写其他内容。', {
      field: 'text',
    });
  }
  return null;
}
