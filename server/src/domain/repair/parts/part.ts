import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, type HeldCase, ledgerOf, readClock, takeCase } from '../../casework/index.ts';
import { type Application, applicationOf } from '../application/application.ts';
import { type RepairRecord, recordsOf } from '../eligibility/records-of.ts';
import { REPAIR } from '../rules.ts';

/** One agency's part, held by its transaction. */
export type HeldPart = HeldCase & { application: Application };

export async function takePart(
  trx: Transaction,
  { act, reach }: Pick<Acting, 'act' | 'reach'>,
  caseId: string,
): Promise<HeldPart | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, REPAIR, caseId);
  return isRefusal(held) ? held : { ...held, application: await applicationOf(trx, held) };
}

/** The records of the part as they stand today, with what was shown for them in this case. */
export async function recordsOfPart(
  trx: Transaction,
  { act, catalogue }: Pick<Acting, 'act' | 'catalogue'>,
  held: HeldPart,
  { met = [] }: { met?: readonly string[] } = {},
): Promise<RepairRecord[]> {
  const { rows } = await trx.query<{ recordId: string; proofs: number }>(
    `select p.record_id as "recordId", (select count(*)::int from repair_proof e
        where e.subject_id = p.subject_id and e.case_id = p.case_id) as proofs
       from repair_record p where p.subject_id = $1 and p.case_id = $2 order by p.record_id`,
    [held.subjectId, held.caseId],
  );
  const only = rows.map(({ recordId }) => recordId);
  const { records } = await recordsOf(trx, catalogue, held.subjectId, { day: today(act.now), only });
  const shown = (rows[0]?.proofs ?? 0) > 0;
  return records.map((record) => ({
    ...record,
    facts: {
      ...record.facts,
      performed: record.facts.performed || shown,
      // it was given with the application, or is held: nothing is filed without
      committed: true,
      met: new Set(met),
    },
  }));
}

/** Whether a clock of the part runs, so that a deed can stop it. */
export async function isRunning(
  trx: Transaction,
  { act, catalogue }: Pick<Acting, 'act' | 'catalogue'>,
  held: HeldCase,
  clock: string,
): Promise<boolean> {
  const ledger = await ledgerOf(trx, held, clock);
  return ledger.length > 0 && readClock(ledger, catalogue.workingDays, today(act.now)).state !== 'stopped';
}
