import { today } from '../../../kernel/dates.ts';
import { type Transaction, write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import { competentFor } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { isReturned } from '../recalls/effects.ts';
import { findOwedRecall, type OwedRecall } from '../recalls/find-recall.ts';
import { intoInbox, type ToDeliver, tellOthers } from '../recalls/hand-out.ts';
import type { LawOn } from '../recalls/make-recalls.ts';
import { noteAttempt } from '../recalls/note-attempt.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import { type Endpoint, endpointsOf } from './endpoint.ts';
import { type Posted, postNotice, type Resolve } from './post-notice.ts';
import { signingSecrets } from './secrets-of.ts';
import { signedHeaders } from './sign.ts';

type Delivering = Pick<System, 'pool' | 'clock' | 'config' | 'secrets'>;

/**
 * One attempt to tell the recipient's system of a recall. It is sent outside of any transaction and written down afterwards: a
 * process that dies between the two sends again, under the same id, and the receiver counts it once. What was delivered or
 * acknowledged is not sent again. Throws where the receiver did not take it, so that the job tries again after a while.
 */
export async function deliverRecall(
  system: Delivering,
  lawOn: LawOn,
  { recallId }: ToDeliver,
  how: { withinMs?: number; resolve?: Resolve } = {},
): Promise<void> {
  const { pool, clock, config } = system;
  const recall = await findOwedRecall(pool, recallId);
  if (recall === undefined || recall.done !== null || (await wasDelivered(system, recall))) return;
  const day = today(clock());
  const competent = await competentFor(pool, recall.recipient, day);
  const endpoints = await endpointsOf(pool, competent);
  if (endpoints.length === 0) return dropIntoInbox(system, lawOn, { recallId });
  const allowed = allowedAddresses(config.webhookNetworks);
  let posted: Posted = { outcome: 'delivered' };
  for (const endpoint of endpoints) {
    const notice = await noticeOf(system, recall, endpoint);
    posted = await postNotice(endpoint.url, notice, { allowed, ...how });
    if (posted.outcome !== 'delivered') break;
  }
  const catalogue = await lawOn(pool, day);
  await write(pool, clock, async (trx, now) => {
    const act: Act = { actor: 'gongxin', purpose: 'recall', now };
    await tellOthers(trx, act, catalogue, recall, competent, endpoints);
    await hold(trx, act, recall, posted);
  });
  if (posted.outcome !== 'delivered') throw new Error(`the receiver did not take the recall: ${posted.outcome}`);
}

/** Nobody will try again, or there is no address any more: the recipient is told by its inbox. */
export async function dropIntoInbox(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  lawOn: LawOn,
  { recallId }: Pick<ToDeliver, 'recallId'>,
): Promise<void> {
  const day = today(clock());
  const catalogue = await lawOn(pool, day);
  await write(pool, clock, async (trx, now) => {
    const recall = await findOwedRecall(trx, recallId);
    if (recall === undefined || recall.done !== null) return;
    const competent = await competentFor(trx, recall.recipient, day);
    await intoInbox(trx, { actor: 'gongxin', purpose: 'recall', now }, catalogue, recall, competent);
  });
}

async function wasDelivered({ pool }: Delivering, { subjectId, recallId }: OwedRecall): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from recall_delivery where subject_id = $1 and recall_id = $2 and outcome = 'delivered' limit 1`,
    [subjectId, recallId],
  );
  return rowCount !== 0;
}

/** Bare ids, what became of it and when: no name and no fact leaves by this way. */
async function noticeOf(
  { pool, clock, secrets }: Delivering,
  { recallId, recordId, effect, effectAt }: OwedRecall,
  { endpointId }: Endpoint,
): Promise<{ headers: Record<string, string>; body: string }> {
  const at = clock();
  const body = JSON.stringify({
    type: isReturned(effect) ? 'record.returned' : 'record.ended',
    timestamp: at.toISOString(),
    data: { changeId: recallId, recordId, effect, at: effectAt.toISOString() },
  });
  const signing = await signingSecrets(pool, secrets, endpointId, at);
  return { headers: signedHeaders(signing, { id: recallId, at, body }), body };
}

async function hold(
  trx: Transaction,
  act: Act,
  { subjectId, recallId, recordId, recipient }: OwedRecall,
  posted: Posted,
): Promise<void> {
  const noted = await noteAttempt(trx, { subjectId, recallId }, { way: 'webhook', ...posted }, act.now);
  if (!noted || posted.outcome !== 'delivered') return;
  await journal(trx, act, { event: 'recall.delivered', subjectId, target: recallId, detail: { recordId, recipient } });
}
