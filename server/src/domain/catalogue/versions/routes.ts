import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { type Call, type Route, route } from '../../../platform/http/route.ts';
import { journal } from '../../journal/index.ts';
import type { EntryKind } from '../types.ts';
import { SHAPES } from '../types.ts';
import { confirmVersion } from './confirm-version.ts';
import { DryRun, type TellEffects } from './dry-run.ts';
import { lookAtProposal } from './look-at-proposal.ts';
import { MOST_ENTRIES, MOST_ENTRY_BYTES } from './offered-entries.ts';
import { proposeVersion } from './propose-version.ts';
import { rejectProposal } from './reject-proposal.ts';
import { listProposals, type Proposal } from './stored-proposals.ts';
import { listVersions } from './stored-versions.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

const Id = Type.Object({ id: Type.String({ pattern: '^p[0-9a-z]+$', maxLength: 64 }) });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Reason = Type.String({ minLength: 1, maxLength: 1000 });
const OrNull = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()]);

const KINDS = Object.keys(SHAPES) as EntryKind[];
const OfferedEntries = Type.Array(
  Type.Object(
    {
      kind: Type.Enum(KINDS),
      code: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 }),
      body: Type.Unknown(),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: MOST_ENTRIES },
);

const ProposalAnswered = Type.Object({
  proposalId: Type.String(),
  status: Type.String(),
  follows: Type.Integer(),
  inForceFrom: Type.String(),
  reason: Type.String(),
  entries: Type.Integer(),
  entriesDigest: Type.String(),
  proposedBy: Type.String(),
  agency: OrNull(Type.String()),
  proposedAt: Type.String(),
  settledBy: OrNull(Type.String()),
  settledAt: OrNull(Type.String()),
  settledWhy: OrNull(Type.String()),
  version: Type.Union([Type.Integer(), Type.Null()]),
});

const VersionAnswered = Type.Object({
  version: Type.Integer(),
  inForceFrom: Type.String(),
  /** When it was loaded (the first) or confirmed. */
  madeAt: Type.String(),
  entriesDigest: Type.String(),
  proposalId: OrNull(Type.String()),
});

/** Versions of the catalogue and the proposals that lead to them. */
export function versionRoutesUnder(tellEffects: TellEffects): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/catalogue/versions',
      summary: '目录的各个版本及生效日期，最新的在前',
      permission: 'published.read',
      schema: {
        querystring: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000_000_000 })) }),
        response: Type.Object({ versions: Type.Array(VersionAnswered) }),
      },
      answer: async ({ system, query }) => {
        const versions = await listVersions(system.pool, query.before);
        return {
          versions: versions.map(({ digest, madeAt, ...version }) => ({
            ...version,
            entriesDigest: digest,
            madeAt: madeAt.toISOString(),
          })),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/catalogue/proposals',
      summary: '目录新版本的提案，最新的在前',
      permission: 'catalogue.proposals',
      journals: ['catalogue.proposal-read'],
      schema: {
        querystring: Type.Object({ before: Type.Optional(Id.properties.id) }),
        response: Type.Object({ proposals: Type.Array(ProposalAnswered) }),
      },
      answer: async ({ system, query, act }) => {
        const proposals = await listProposals(system.pool, query.before);
        await journalProposals(system, act, proposals);
        return { proposals: proposals.map(answered) };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/catalogue/proposals/:id',
      summary: '一个目录提案，以及启用后将带来的变化和确认时须写明的摘要',
      permission: 'catalogue.proposals',
      journals: ['catalogue.proposal-read'],
      // It looks at up to two hundred thousand records.
      rateClass: 'upload',
      schema: {
        params: Id,
        response: Type.Object({
          proposal: ProposalAnswered,
          digest: Type.String(),
          differs: Type.Boolean(),
          dryRun: DryRun,
        }),
      },
      answer: async ({ system, params, act }) => {
        const seen = await lookAtProposal(system.pool, params.id, tellEffects);
        if (isRefusal(seen)) return seen;
        await journalProposals(system, act, [seen.proposal]);
        return { ...seen, proposal: answered(seen.proposal) };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/catalogue/proposals',
      summary: '提出目录的新版本：全部条目、生效日期和理由；由另一人确认后生效',
      permission: 'catalogue.propose',
      journals: ['catalogue.proposed'],
      rateClass: 'upload',
      status: 201,
      bodyLimit: MOST_ENTRY_BYTES,
      schema: {
        body: Type.Object(
          { inForceFrom: Type.String({ format: 'date' }), reason: Reason, entries: OfferedEntries },
          { additionalProperties: false },
        ),
        response: Type.Object({
          proposalId: Type.String(),
          follows: Type.Integer(),
          digest: Type.String(),
          dryRun: DryRun,
        }),
      },
      answer: ({ system, act, body }) =>
        write(system.pool, system.clock, (trx, now) =>
          proposeVersion(trx, act(now, 'catalogue-propose'), body, tellEffects),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/catalogue/proposals/:id/confirmation',
      summary: '确认他人提出的目录新版本：写明所看到的变化的摘要',
      permission: 'catalogue.confirm',
      journals: ['catalogue.confirmed'],
      rateClass: 'upload',
      schema: {
        params: Id,
        body: Type.Object({ digest: Digest }, { additionalProperties: false }),
        response: Type.Object({ proposalId: Type.String(), version: Type.Integer(), inForceFrom: Type.String() }),
      },
      answer: ({ system, act, params, body }) =>
        write(system.pool, system.clock, (trx, now) =>
          confirmVersion(trx, act(now, 'catalogue-confirm'), { proposalId: params.id, ...body }, tellEffects),
        ),
    }),
    settlement('rejection', {
      permission: 'catalogue.confirm',
      event: 'catalogue.rejected',
      summary: '否决他人提出的目录新版本',
      settle: rejectProposal,
    }),
    settlement('withdrawal', {
      permission: 'catalogue.propose',
      event: 'catalogue.withdrawn',
      summary: '撤回自己提出的目录新版本',
      settle: withdrawProposal,
    }),
  ];
}

type Settlement = { permission: string; event: string; summary: string; settle: typeof rejectProposal };

function settlement(noun: 'rejection' | 'withdrawal', { permission, event, summary, settle }: Settlement): Route {
  return route({
    method: 'POST',
    url: `/api/v1/catalogue/proposals/:id/${noun}`,
    summary,
    permission,
    journals: [event],
    schema: {
      params: Id,
      body: Type.Object({ reason: Reason }, { additionalProperties: false }),
      response: Type.Object({ proposalId: Type.String(), status: Type.String() }),
    },
    answer: ({ system, act, params, body }) =>
      write(system.pool, system.clock, (trx, now) =>
        settle(trx, act(now, `catalogue-${noun}`), { proposalId: params.id, ...body }),
      ),
  });
}

/** Who looked at which proposals; durable before they are shown. */
async function journalProposals(
  { pool, clock }: Call['system'],
  act: Call['act'],
  seen: readonly { proposalId: string }[],
): Promise<void> {
  const proposals = seen.map(({ proposalId }) => proposalId);
  await journal(pool, act(clock(), 'catalogue-proposal'), { event: 'catalogue.proposal-read', detail: { proposals } });
}

function answered({ digest, proposedAt, settledAt, ...proposal }: Proposal) {
  return {
    ...proposal,
    entriesDigest: digest,
    proposedAt: proposedAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}
