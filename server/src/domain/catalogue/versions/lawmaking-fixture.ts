import assert from 'node:assert/strict';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import type { Act } from '../../journal/index.ts';
import { effectsOfVersion } from '../../records/index.ts';
import { confirmVersion } from './confirm-version.ts';
import type { OfferedEntry } from './offered-entries.ts';
import { type Proposed, proposeVersion } from './propose-version.ts';
import { rejectProposal } from './reject-proposal.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

type Transaction = Parameters<typeof proposeVersion>[0];

/** The acts on versions as an official at this system does them, one transaction each. */
export function lawmakers({ pool, clock }: System) {
  const as = <T>(actor: string, body: (trx: Transaction, act: Act) => Promise<T>) =>
    write(pool, clock, (trx, now) => body(trx, { actor, purpose: 'test', now }));
  return {
    propose: (actor: string, entries: readonly OfferedEntry[], inForceFrom: string, reason = '依新办法修订') =>
      as(actor, (trx, act) => proposeVersion(trx, act, { entries, inForceFrom, reason }, effectsOfVersion)),
    confirm: (actor: string, { proposalId, digest }: Pick<Proposed, 'proposalId' | 'digest'>) =>
      as(actor, (trx, act) => confirmVersion(trx, act, { proposalId, digest }, effectsOfVersion)),
    reject: (actor: string, proposalId: string, reason = '依据有误') =>
      as(actor, (trx, act) => rejectProposal(trx, act, { proposalId, reason })),
    withdraw: (actor: string, proposalId: string, reason = '另行修改') =>
      as(actor, (trx, act) => withdrawProposal(trx, act, { proposalId, reason })),
  };
}

export function done<T>(answer: T | Refusal): T {
  assert(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

export function refusedAs(answer: unknown): string {
  assert(isRefusal(answer), JSON.stringify(answer));
  assert.match(answer.detail, /[一-龥].*。$/u);
  return answer.refused;
}
