import type { Queryable } from '../../../platform/db/write.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesWithin } from '../../access/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Step } from './external-effect.ts';

/** Open ones first; who has more has another trouble. */
export const EFFECTS_AT_MOST = 500;

export type ListedEffect = {
  effectId: string;
  recordId: string;
  site: string;
  agency: string;
  state: 'to-send' | Step;
  openedAt: Date;
  sentAt: Date | null;
  /** Number of the letter, and of the receipt. */
  sentUnder: string | null;
  receivedAt: Date | null;
  receipt: string | null;
};

export async function listEffects(trx: Queryable, act: Act, reach: Reach): Promise<{ effects: ListedEffect[] }> {
  const { rows } = await trx.query<ListedEffect>(
    `select x.effect_id as "effectId", x.record_id as "recordId", x.site, x.agency, x.recorded_at as "openedAt",
            case when r.state is not null then r.state when s.state is not null then s.state else 'to-send' end as state,
            s.recorded_at as "sentAt", s.reference as "sentUnder", r.recorded_at as "receivedAt", r.reference as receipt
       from external_effect x
       left join external_effect_step s on s.subject_id = x.subject_id and s.effect_id = x.effect_id and s.state = 'sent'
       left join external_effect_step r on r.subject_id = x.subject_id and r.effect_id = x.effect_id and r.state = 'received'
      where $1::text[] is null or x.agency = any($1)
      order by r.state is not null, x.recorded_at, x.effect_id limit ${EFFECTS_AT_MOST}`,
    [await agenciesWithin(trx, reach)],
  );
  await journal(trx, act, { event: 'external-effect.listed', detail: { effects: rows.length } });
  return { effects: rows };
}
