import { Type } from 'typebox';
import { write } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { bindOrganisation } from '../posts/bind-organisation.ts';
import { confirmPost, refusePost } from '../posts/decide-post.ts';
import { endPost } from '../posts/end-post.ts';
import { findAsked } from '../posts/find-asked.ts';
import { postsWaiting } from '../posts/post-queries.ts';
import { proposePost } from '../posts/propose-post.ts';
import { PostAnswered, postAnswered } from './answered.ts';
import { closed, Text } from './given.ts';
import { journalAccounts } from './journal-accounts.ts';

const Id = Type.Object({ postId: Type.String({ pattern: '^p[0-9a-f]{16}$' }) });
const Post = Type.Object({ postId: Type.String() });

export const postRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/posts/waiting',
    summary: '等待另一人确认的任职和代表关系',
    permission: 'account.read',
    journals: ['account.read'],
    schema: { response: Type.Object({ posts: Type.Array(PostAnswered) }) },
    answer: async ({ system, act }) => {
      const posts = await postsWaiting(system.pool);
      await journalAccounts(system, act, posts);
      return { posts: posts.map(postAnswered) };
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/posts',
    summary: '提出一项任职,另一人确认后生效',
    permission: 'post.propose',
    status: 201,
    journals: ['post.proposed'],
    schema: {
      body: closed({
        accountId: Text(17),
        role: Text(40),
        agency: Text(30),
        region: Type.Optional(Text(6)),
        from: Type.Optional(Text(10)),
        until: Type.Optional(Text(10)),
        proof: Text(500),
      }),
      response: Post,
    },
    answer: ({ system, body, act }) =>
      write(system.pool, system.clock, (trx, now) => proposePost(trx, act(now, 'propose-post'), body)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/posts/:postId/confirmation',
    summary: '确认一项由他人提出的任职',
    permission: 'post.decide',
    journals: ['post.confirmed'],
    schema: { params: Id, response: Post },
    answer: ({ system, params, act }) =>
      write(system.pool, system.clock, (trx, now) => confirmPost(trx, act(now, 'confirm-post'), params.postId)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/posts/:postId/refusal',
    summary: '退回一项提出的任职',
    permission: 'post.decide',
    journals: ['post.refused'],
    schema: { params: Id, response: Post },
    answer: ({ system, params, act }) =>
      write(system.pool, system.clock, (trx, now) => refusePost(trx, act(now, 'refuse-post'), params.postId)),
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/posts/:postId',
    summary: '终止一项任职或代表关系,当即失去权限',
    permission: 'post.end',
    journals: ['post.ended'],
    schema: { params: Id, response: Post },
    answer: ({ system, params, act }) =>
      write(system.pool, system.clock, (trx, now) => endPost(trx, act(now, 'end-post'), params.postId)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/posts/:postId/binding',
    summary: '窗口查看一项代表关系的申请,按申请人出示的编号',
    permission: 'organisation.bind',
    journals: ['account.read'],
    schema: { params: Id, response: Type.Object({ name: Type.String(), post: PostAnswered }) },
    answer: async ({ system, params, reach, act }) => {
      const asked = await findAsked(system.pool, reach, params.postId);
      if ('refused' in asked) return asked;
      await journalAccounts(system, act, [asked.post]);
      return { name: asked.name, post: postAnswered(asked.post) };
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/posts/:postId/binding',
    summary: '窗口核验材料后,确认主体用户代表一个组织',
    permission: 'organisation.bind',
    journals: ['organisation.bound'],
    schema: { params: Id, body: closed({ shown: Text(500) }), response: Post },
    answer: ({ system, params, body, reach, act }) =>
      write(system.pool, system.clock, (trx, now) =>
        bindOrganisation(trx, act(now, 'bind-organisation'), reach, { ...params, ...body }),
      ),
  }),
];
