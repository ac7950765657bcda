import { daysBetween } from '../../kernel/dates.ts';
import type { Edition } from '../catalogue/index.ts';
import type { Desk } from './desk.ts';
import type { Values } from './judge-row.ts';

/** Why a row enters unpublished and unusable, until a person has released or reconciled it. */
export type Withheld = 'review' | 'history' | 'old-edition' | 'old-adverse';

/**
 * Imported history does not revive the past: what comes as history, in an edition no longer written, or tells of an
 * adverse decision older than the catalogue's limit may have been repaired, withdrawn or ended elsewhere. And what an
 * agency submits under review waits for its reviewer.
 */
export function withheldBecause(values: Values, edition: Edition | undefined, desk: Desk): Withheld | null {
  const { category, catalogue, receivedOn, sender, history } = desk;
  if (history) return 'history';
  if (category.isAdverse(values)) {
    if (edition !== undefined) return 'old-edition';
    const decidedOn = category.decides.on === undefined ? null : values[category.decides.on];
    const limit = catalogue.policy.adverseOlderThanDays;
    if (typeof decidedOn === 'string' && daysBetween(decidedOn, receivedOn) > limit) return 'old-adverse';
  }
  return sender.release === 'reviewed' ? 'review' : null;
}
