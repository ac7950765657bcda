import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { dutiesOf } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { owedEntries } from './owed-entries.ts';

export const RESPONSES = ['arranged', 'not-concerned'] as const;
export const NOTE_CHARACTERS = 1_000;

export type EntryAnswer = {
  subjectId: string;
  recordId: string;
  /** `arranged`: the agency's own systems heed it; `not-concerned`: it handles nobody of the kind. */
  response: (typeof RESPONSES)[number];
  /** In which system and by whom; or why it is not concerned. */
  note: string;
};

/** An agency says, once, that its systems heed an entry, or why it is not concerned. */
export async function answerEntry(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  { subjectId, recordId, response, note }: EntryAnswer,
): Promise<{ recordId: string; response: string; dueOn: string } | Refusal> {
  const said = maskEveryIdentifierIn(note.trim());
  if (said === '' || [...said].length > NOTE_CHARACTERS) {
    return refuse('invalid-request', `请写明落实的系统和人员，或者无关的理由，不超过 ${NOTE_CHARACTERS} 个字符。`, {
      field: 'note',
    });
  }
  const { agency } = act;
  const day = today(act.now);
  const asked = { agencies: [agency], catalogue, today: day, limit: 1, only: { subjectId, recordId } };
  const [owed] = await owedEntries(trx, asked);
  if (owed === undefined) return refuseUnowed(trx, act, { subjectId, recordId });
  const { rowCount } = await trx.query(
    `insert into entry_response (subject_id, record_id, version, agency, response, note, owed_since, due_on, actor, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [subjectId, recordId, owed.version, agency, response, said, owed.owedSince, owed.dueOn, act.actor, act.now],
  );
  // two officials of one agency at the same moment
  if (rowCount === 0) return refuseUnowed(trx, act, { subjectId, recordId });
  await journal(trx, act, {
    event: 'response.entry-answered',
    subjectId,
    target: recordId,
    detail: { response, matters: owed.matters, dueOn: owed.dueOn },
  });
  return { recordId, response, dueOn: owed.dueOn };
}

async function refuseUnowed(
  trx: Transaction,
  { agency, now }: Act & { agency: string },
  { subjectId, recordId }: Pick<EntryAnswer, 'subjectId' | 'recordId'>,
): Promise<Refusal> {
  const { rowCount } = await trx.query(
    'select from entry_response where subject_id = $1 and record_id = $2 and agency = any($3) limit 1',
    [subjectId, recordId, await dutiesOf(trx, agency, today(now))],
  );
  return rowCount === 1
    ? refuse('already-done', '本单位已经答复过这条限制信息，不能更改。')
    : refuse('not-found', '没有找到须由本单位响应的这条限制信息，请核对主体和记录编号。');
}
