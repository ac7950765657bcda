import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { changePersonsAlone } from './one-at-a-time.ts';

/** Why, as a word: nobody writes about a person here (个人信息保护法 art. 47 names the cases; pointer, not verified). */
export const ERASURE_REASONS = ['requested', 'decision-void', 'held-in-error', 'term-over'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];
export const ERASURE_DOCUMENT_CHARACTERS = 128;

export type PersonErasure = { subjectId: string; reason: ErasureReason; document?: string | undefined };
export type PersonErased = { subjectId: string; erasedAt: Date };

/**
 * Erases who a person is: number, name and index go, also from every backup made after; what stays is that somebody was
 * held, on which ground, and this deed. The journal holds ids only, so nothing in it has to go with them.
 */
export async function erasePerson(
  trx: Transaction,
  act: Act,
  { subjectId, reason, document }: PersonErasure,
): Promise<PersonErased | Refusal> {
  if (document !== undefined && maskEveryIdentifierIn(document) !== document) {
    return refuse('invalid-request', '文书号中不得出现身份证件号码。', { field: 'document' });
  }
  await changePersonsAlone(trx);
  const { rowCount: known } = await trx.query('select from person where subject_id = $1', [subjectId]);
  if (known === 0) return refuse('not-found', '没有这个编号的自然人,请核对编号。', { field: 'subjectId' });
  const erased = await trx.query(
    `insert into person_erasure (subject_id, reason, document, actor, agency, erased_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [subjectId, reason, document ?? null, act.actor, act.agency ?? null, act.now],
  );
  if (erased.rowCount === 0) return refuse('already-done', '此人的身份信息已经删除。');
  await trx.query('delete from person_identity where subject_id = $1', [subjectId]);
  await journal(trx, act, { event: 'person.erased', subjectId, detail: { reason, ...(document ? { document } : {}) } });
  return { subjectId, erasedAt: act.now };
}
