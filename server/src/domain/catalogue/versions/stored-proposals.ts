import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { DryRun } from './dry-run.ts';

/** Proposals answered on one page. */
export const PROPOSALS_PAGE = 50;

export type ProposalStatus = 'open' | 'confirmed' | 'rejected' | 'withdrawn';

export type Proposal = {
  proposalId: string;
  status: ProposalStatus;
  follows: number;
  inForceFrom: CalendarDate;
  reason: string;
  digest: string;
  entries: number;
  proposedBy: string;
  agency: string | null;
  proposedAt: Date;
  /** Who confirmed, rejected or withdrew it, when and why; the version it became. */
  settledBy: string | null;
  settledAt: Date | null;
  settledWhy: string | null;
  version: number | null;
};

const PROPOSALS = `select p.proposal_id as "proposalId", p.follows, p.in_force_from as "inForceFrom", p.reason, p.digest, p.entries,
    p.proposed_by as "proposedBy", p.agency, p.proposed_at as "proposedAt",
    case d.kind when 'confirmation' then 'confirmed' when 'rejection' then 'rejected' when 'withdrawal' then 'withdrawn'
                else 'open' end as status,
    d.actor as "settledBy", d.done_at as "settledAt", d.reason as "settledWhy", v.version
  from catalogue_proposal p
  left join catalogue_proposal_deed d using (proposal_id)
  left join catalogue_version v using (proposal_id)`;

export async function findProposal(db: Queryable, proposalId: string): Promise<Proposal | Refusal> {
  const { rows } = await db.query<Proposal>(`${PROPOSALS} where p.proposal_id = $1`, [proposalId]);
  return rows[0] ?? refuse('not-found', '没有这个目录提案，请核对提案编号。');
}

/** A proposal on which an official may still act. The caller holds the law, so it stays open until the transaction ends. */
export async function findOpenProposal(trx: Transaction, proposalId: string): Promise<Proposal | Refusal> {
  const found = await findProposal(trx, proposalId);
  if ('refused' in found || found.status === 'open') return found;
  return refuse('already-done', `该目录提案已${SAID[found.status]}，不能再次办理；需要时请重新提出。`);
}
const SAID = { confirmed: '确认', rejected: '否决', withdrawn: '撤回' } as const;

/** Newest first; `before` is the id of the last one seen: ids begin with their time. */
export async function listProposals(db: Queryable, before?: string): Promise<Proposal[]> {
  const { rows } = await db.query<Proposal>(
    `${PROPOSALS} where $1::text is null or (p.proposed_at, p.proposal_id) <
        (select b.proposed_at, b.proposal_id from catalogue_proposal b where b.proposal_id = $1)
      order by p.proposed_at desc, p.proposal_id desc limit $2`,
    [before ?? null, PROPOSALS_PAGE],
  );
  return rows;
}

export type HeldDryRun = { digest: string; dryRun: DryRun; madeAt: Date };

/** The last dry run kept: the one that was proposed, or the one that was confirmed. */
export async function lastDryRun(db: Queryable, proposalId: string): Promise<HeldDryRun | undefined> {
  const { rows } = await db.query<HeldDryRun>(
    `select digest, content as "dryRun", made_at as "madeAt" from catalogue_proposal_dry_run
      where proposal_id = $1 order by run_no desc limit 1`,
    [proposalId],
  );
  return rows[0];
}

/** The difference a proposer was shown; undefined: no such proposal. */
export async function digestProposed(db: Queryable, proposalId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ digest: string }>(
    'select digest from catalogue_proposal_dry_run where proposal_id = $1 and run_no = 1',
    [proposalId],
  );
  return rows[0]?.digest;
}

/** Keeps what was seen; the same thing seen twice is kept once. */
export async function keepDryRun(trx: Transaction, proposalId: string, run: HeldDryRun): Promise<void> {
  await trx.query(
    `insert into catalogue_proposal_dry_run (proposal_id, run_no, digest, content, made_at)
     select $1, coalesce(max(run_no), 0) + 1, $2, $3, $4 from catalogue_proposal_dry_run where proposal_id = $1
     on conflict (proposal_id, digest) do nothing`,
    [proposalId, run.digest, JSON.stringify(run.dryRun), run.madeAt],
  );
}
