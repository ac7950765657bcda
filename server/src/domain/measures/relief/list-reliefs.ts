import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Act, journal } from '../../journal/index.ts';
import { rememberDisclosures } from '../../records/index.ts';
import { findSubjectByCode } from '../../subjects/index.ts';
import { RELIEF_COLUMNS, RELIEFS_A_SUBJECT, type Relief, reachesAgency } from './relief.ts';

/** The reliefs of an organisation within reach, newest first; to the organisation the confirmed ones, without officials. */
export async function listReliefs(
  trx: Queryable,
  act: Act,
  reach: Reach,
  code: string,
): Promise<{ reliefs: ShownRelief[] } | Refusal> {
  const subject = await findSubjectByCode(trx, code);
  const party = reach.over === 'subject';
  if (subject === null || (party && reach.subjectId !== subject.subjectId)) {
    return refuse('not-found', '没有找到该主体，请核对统一社会信用代码。');
  }
  const { subjectId } = subject;
  const { rows } = await trx.query<Relief>(
    `select ${RELIEF_COLUMNS} from measure_relief where subject_id = $1 and ($2 or confirmed_at is not null)
      order by proposed_at desc, relief_id limit ${RELIEFS_A_SUBJECT}`,
    [subjectId, !party],
  );
  const shown: ShownRelief[] = [];
  for (const relief of rows) {
    if (party || (await reachesAgency(trx, reach, relief.agency, today(act.now)))) shown.push(shownOf(relief, party));
  }
  const disclosed = shown.map(({ recordId }) => ({ subjectId, recordId }));
  await rememberDisclosures(trx, { agency: act.agency, way: 'finding', now: act.now }, disclosed);
  await journal(trx, act, { event: 'relief.listed', subjectId, detail: { reliefs: shown.length } });
  return { reliefs: shown };
}

export type ShownRelief = Omit<Relief, 'subjectId' | 'proposedBy' | 'confirmedBy' | 'endedBy'> & {
  proposedBy?: string;
  confirmedBy?: string | null;
  endedBy?: string | null;
};

function shownOf({ subjectId: _, proposedBy, confirmedBy, endedBy, ...relief }: Relief, party: boolean): ShownRelief {
  return party ? relief : { ...relief, proposedBy, confirmedBy, endedBy };
}
