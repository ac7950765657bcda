import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { Act } from '../../journal/index.ts';
import { type Chart, NOTHING_YET } from '../charts/chart.ts';
import type { HeldCase } from './case.ts';
import { type NewDeed, takeStep } from './take-step.ts';

const ID_BYTES = 10;

/**
 * Opens a case about an organisation with its first deed. `agency` decides it: who acts, unless the organisation itself
 * begins and names the agency it turns to.
 */
export async function openCase<C extends Chart>(
  trx: Transaction,
  act: Act & { agency: string },
  chart: C,
  {
    subjectId,
    catalogueVersion,
    agency = act.agency,
  }: { subjectId: string; catalogueVersion: number; agency?: string },
  first: NewDeed<C['steps'][number]['deed']>,
): Promise<{ caseId: string; state: string }> {
  const caseId = `c${randomBytes(ID_BYTES).toString('hex')}`;
  await trx.query(
    `insert into case_file (subject_id, case_id, procedure, agency, catalogue_version, opened_at) values ($1, $2, $3, $4, $5, $6)`,
    [subjectId, caseId, chart.procedure, agency, catalogueVersion, act.now],
  );
  const begun: HeldCase = {
    subjectId,
    caseId,
    procedure: chart.procedure,
    agency,
    state: NOTHING_YET,
    deeds: [],
  };
  const taken = await takeStep(trx, act, chart, begun, first);
  // judged before the case is opened: a case without a deed must never be left behind
  assert(!isRefusal(taken), `${chart.procedure} begins with ${first.deed}`);
  return { caseId, state: taken.state };
}
