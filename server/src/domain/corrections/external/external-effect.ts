import { randomBytes } from 'node:crypto';
import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { dutiesOf } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';

const ID_BYTES = 8;
export const SITE_CHARACTERS = 100;
export const REFERENCE_CHARACTERS = 200;
/** Sites that one record may have been handed to. */
const SITES_A_RECORD = 20;

/** Written to, and answered by the site. What was not written to is `to-send`. */
export const STEPS = ['sent', 'received'] as const;
export type Step = (typeof STEPS)[number];

type Agency = Act & { agency: string };

/**
 * The office notes that an ended or corrected record has to come down, or to be corrected, on another site as well. It is `to-send`
 * until written to, `sent` until the site has given its receipt, and nothing here claims more.
 */
export async function openEffect(
  trx: Transaction,
  act: Agency,
  { recordId, site }: { recordId: string; site: string },
): Promise<{ effectId: string } | Refusal> {
  const { rows } = await trx.query<{ subjectId: string; sites: number }>(
    `select d.subject_id as "subjectId", (select count(*)::int from external_effect x
        where x.subject_id = d.subject_id and x.record_id = d.record_id) as sites
       from record_deed d join record r on r.subject_id = d.subject_id and r.record_id = d.record_id
      where r.record_id = $1 and d.kind in ('withdrawal', 'correction', 'requeue') order by d.recorded_at desc limit 1`,
    [recordId],
  );
  const [ended] = rows;
  if (ended === undefined) {
    return refuse('not-found', '没有找到已撤回或更正的这条记录，请核对记录编号。', { field: 'recordId' });
  }
  if (ended.sites >= SITES_A_RECORD) return refuse('conflict', `一条记录最多登记 ${SITES_A_RECORD} 个网站。`);
  const effectId = `x${randomBytes(ID_BYTES).toString('hex')}`;
  const { rowCount } = await trx.query(
    `insert into external_effect (subject_id, effect_id, record_id, site, actor, agency, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict on constraint external_effect_once do nothing`,
    [ended.subjectId, effectId, recordId, site.trim(), act.actor, act.agency, act.now],
  );
  if (rowCount === 0) return refuse('already-done', '该记录在这个网站的办理已经登记。', { field: 'site' });
  const about = { event: 'external-effect.opened', subjectId: ended.subjectId, target: effectId } as const;
  await journal(trx, act, { ...about, detail: { recordId, site: site.trim() } });
  return { effectId };
}

/** Written to, or answered, by the office or by who took its duties over: each once, and answered only what was written to. */
export async function takeEffectStep(
  trx: Transaction,
  act: Agency,
  { effectId, step, reference }: { effectId: string; step: Step; reference: string },
): Promise<{ effectId: string; state: Step } | Refusal> {
  const { rows } = await trx.query<{ subjectId: string; recordId: string; sent: boolean }>(
    `select x.subject_id as "subjectId", x.record_id as "recordId",
            exists (select from external_effect_step s where s.subject_id = x.subject_id and s.effect_id = x.effect_id
                       and s.state = 'sent') as sent
       from external_effect x where x.effect_id = $1 and x.agency = any($2)`,
    [effectId, await dutiesOf(trx, act.agency, today(act.now))],
  );
  const [effect] = rows;
  if (effect === undefined) return refuse('not-found', '没有找到本单位登记的这件事，请核对编号。');
  if (step === 'received' && !effect.sent) return refuse('case-state', '尚未发往该网站，没有回执可以登记。');
  const { rowCount } = await trx.query(
    `insert into external_effect_step (subject_id, effect_id, state, follows, reference, actor, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [effect.subjectId, effectId, step, step === 'received' ? 'sent' : null, reference.trim(), act.actor, act.now],
  );
  if (rowCount === 0) return refuse('already-done', '这一步已经登记。');
  await journal(trx, act, {
    event: step === 'sent' ? 'external-effect.sent' : 'external-effect.received',
    subjectId: effect.subjectId,
    target: effectId,
    detail: { recordId: effect.recordId },
  });
  return { effectId, state: step };
}
