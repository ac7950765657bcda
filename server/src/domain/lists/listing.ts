import assert from 'node:assert/strict';
import { today } from '../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { listsDecidedBy } from '../access/index.ts';
import { type Acting, type Decided, type HeldCase, lastDeed, takeCase } from '../casework/index.ts';
import { type Catalogue, type List, lastHeldList } from '../catalogue/index.ts';
import type { Act } from '../journal/index.ts';
import type { Draft } from './draft.ts';
import { entryUntil, LISTING } from './rules.ts';

export type HeldListing = HeldCase & { draft: Draft; list: List };

/** The listing, held by this transaction, with its draft and its list as the catalogue in force knows it. */
export async function takeListing(
  trx: Transaction,
  { act, reach, catalogue }: Acting,
  caseId: string,
): Promise<HeldListing | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, LISTING, caseId);
  return isRefusal(held) ? held : asListing(held, catalogue);
}

/**
 * The same, to be stopped or ended: a list may have left the law since, and whoever is on it, or about to be, leaves all the
 * same, under the name it bore last.
 */
export async function takeListingToEnd(
  trx: Transaction,
  { act, reach, catalogue }: Acting,
  caseId: string,
): Promise<HeldListing | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, LISTING, caseId);
  return isRefusal(held) ? held : asListingToEnd(trx, held, catalogue);
}

export async function asListingToEnd(db: Queryable, held: HeldCase, catalogue: Catalogue): Promise<HeldListing> {
  const draft = draftOf(held);
  const list = catalogue.list(draft.list) ?? (await lastHeldList(db, draft.list));
  assert(list !== null, 'a listing was drafted for a list of the law');
  return { ...held, draft, list };
}

function draftOf(held: HeldCase): Draft {
  const draft = lastDeed(held, 'drafted')?.content as Draft | undefined;
  assert(draft !== undefined, 'a listing begins with its draft');
  return draft;
}

function asListing(held: HeldCase, catalogue: Catalogue): HeldListing | Refusal {
  const draft = draftOf(held);
  const list = catalogue.list(draft.list);
  if (list === undefined) return refuse('conflict', '现行目录已没有该名单，案件应当终止。', { list: draft.list });
  return { ...held, draft, list };
}

/** A list is decided by none but its registered authority: also where an abolished one's case came down to a successor. */
export async function refuseUnregistered(db: Queryable, agency: string, list: List): Promise<Refusal | null> {
  if ((await listsDecidedBy(db, agency)).includes(list.code)) return null;
  return refuse('not-permitted', `“${list.name}”由${list.authority}认定，本单位未登记为认定单位。`, {
    field: 'list',
    clause: list.basis[0]?.clause,
  });
}

/** What the decision would say if it were made on this day. */
export function decisionOf(
  { draft, list }: Pick<HeldListing, 'draft' | 'list'>,
  { documentNo, decidedOn, servedOn }: { documentNo: string; decidedOn: string; servedOn: string },
): Decided | Refusal {
  const validUntil = entryUntil(list, decidedOn, draft.term);
  if (isRefusal(validUntil)) return validUntil;
  const { reason, grounds, exitCondition, details } = draft;
  return {
    category: list.category,
    list,
    documentNo,
    decidedOn,
    servedOn,
    ...(validUntil === null ? {} : { validUntil }),
    details: { reason, grounds, exitCondition, ...details },
  };
}

export const dayOf = (act: Act) => today(act.now);
