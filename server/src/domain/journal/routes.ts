import { write } from '../../platform/db/write.ts';
import { isRefusal, refuse } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { findLatestHead } from './heads/head.ts';
import { openJournalKeys } from './heads/signing-keys.ts';
import { journal } from './journal.ts';
import { listEntries } from './list-entries.ts';
import { proveConsistency, proveInclusion } from './proofs.ts';
import { findHeads, findKeys, HEADS_A_PAGE } from './queries.ts';
import * as schemas from './schemas.ts';
import { signOnDemand } from './sign-on-demand.ts';

export const journalRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/journal/head',
    summary: '最新的日志签名树头',
    permission: 'published.read',
    schema: { response: schemas.HeadAnswered },
    answer: async ({ system }) => {
      const head = await findLatestHead(system.pool);
      return head === undefined ? refuse('not-found', '还没有签名树头，请稍后再试') : schemas.headAnswer(head);
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/journal/heads',
    summary: '历次日志签名树头，新的在前',
    permission: 'published.read',
    schema: { querystring: schemas.HeadsQuery, response: schemas.HeadsAnswered },
    answer: async ({ system, query }) => {
      const heads = await findHeads(system.pool, query.before);
      const next = heads.length < HEADS_A_PAGE ? undefined : heads.at(-1)?.treeSize;
      return { heads: heads.map(schemas.headAnswer), ...(next === undefined ? {} : { next }) };
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/journal/heads',
    summary: '立即签署日志树头',
    permission: 'journal.sign',
    journals: ['journal.head-signed'],
    schema: { response: schemas.HeadAnswered },
    answer: async ({ system, act }) => {
      const keys = openJournalKeys(system.config, system.secrets);
      const signed = await write(system.pool, system.clock, (trx, now) => signOnDemand(trx, act(now, 'audit'), keys));
      return isRefusal(signed) ? signed : schemas.headAnswer(signed);
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/journal/keys',
    summary: '签署过日志树头的公钥',
    permission: 'published.read',
    schema: { response: schemas.KeysAnswered },
    answer: async ({ system }) => ({ keys: (await findKeys(system.pool)).map(schemas.keyAnswer) }),
  }),
  route({
    method: 'GET',
    url: '/api/v1/journal/consistency',
    summary: '日志只增不改的一致性证明（RFC 9162）',
    permission: 'published.read',
    schema: { querystring: schemas.ConsistencyQuery, response: schemas.ConsistencyAnswered },
    answer: async ({ system, query }) => {
      const proof = await proveConsistency(system.pool, query);
      return isRefusal(proof) ? proof : schemas.consistencyAnswer(proof);
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/journal/entries',
    summary: '日志条目，新的在前',
    permission: 'journal.read',
    purpose: true,
    journals: ['journal.read'],
    schema: { querystring: schemas.EntriesQuery, response: schemas.EntriesAnswered },
    answer: ({ system, act, query }) => listEntries(system.pool, act(system.clock(), 'audit'), query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/journal/entries/:id/inclusion',
    summary: '日志条目在签名树头之内的包含证明（RFC 9162）',
    permission: 'journal.read',
    purpose: true,
    journals: ['journal.read'],
    schema: { params: schemas.EntryId, querystring: schemas.InclusionQuery, response: schemas.InclusionAnswered },
    answer: async ({ system, act, params, query }) => {
      const proof = await proveInclusion(system.pool, { entryId: params.id, treeSize: query.treeSize });
      if (isRefusal(proof)) return proof;
      await journal(system.pool, act(system.clock(), 'audit'), { event: 'journal.read', target: params.id });
      return schemas.inclusionAnswer(proof);
    },
  }),
];
