import type pg from 'pg';
import { transaction } from '../../platform/db/transaction.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { textsWaiting, type WaitingTexts } from './texts-waiting.ts';

/** A page of an agency's texts that wait for a person, unmasked; who looked is durable before it is answered. */
export async function lookAtTexts(
  pool: pg.Pool,
  catalogue: Catalogue,
  act: Act & { agency: string },
  after: string | undefined,
): Promise<WaitingTexts> {
  return transaction(pool, async (trx) => {
    const page = await textsWaiting(trx, catalogue, { agency: act.agency, after, now: act.now });
    const records = [...new Set(page.texts.map(({ recordId }) => recordId))];
    await journal(trx, act, { event: 'text.read', detail: { records, texts: page.texts.length } });
    return page;
  });
}
