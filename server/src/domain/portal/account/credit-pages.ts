import assert from 'node:assert/strict';
import { OBJECTION_ABOUT } from '../../../../../web/src/portal/credit-model.ts';
import * as paths from '../../../../../web/src/portal/paths.ts';
import { type Transaction, write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Route } from '../../../platform/http/route.ts';
import { redirect } from '../../../platform/http/sent.ts';
import { acting } from '../../casework/index.ts';
import { catalogueInForce } from '../../catalogue/index.ts';
import { consent, withdrawConsent } from '../../corrections/index.ts';
import type { Act } from '../../journal/index.ts';
import { fileObjection, stateBeside } from '../../objections/index.ts';
import { creditPage } from './credit-page.ts';
import { type FormAnswer, type FormCall, formRoute, noPage, statusOf } from './form-route.ts';

const LOOKED = ['repair.eligibility-read', 'objection.listed'] as const;
const agree = { permission: 'correction.consent', back: paths.credit, method: 'POST' } as const;
const file = { permission: 'objection.file', back: paths.credit, method: 'POST' } as const;

/** 我的信用: what an organisation may have repaired and from when, its objections, and what of it was wrong. */
export const creditPages: readonly Route[] = [
  formRoute({
    permission: 'objection.read',
    back: paths.credit,
    method: 'GET',
    url: '/account/credit',
    summary: '我的信用：能修复什么、从哪天起，本单位的异议，以及撤下或更正的信息',
    journals: LOOKED,
    answer: async (call) => {
      const page = await creditPage(call);
      return isRefusal(page) ? noPage() : { page };
    },
  }),
  formRoute({
    ...file,
    url: '/account/objections',
    summary: '主体用户以表单提出异议',
    journals: ['objection.filed', 'objection.joined', 'record.suspended', 'case.clock-entered', ...LOOKED],
    answer: (call) => {
      const given = { recordId: call.field('recordId'), about: call.field('about'), grounds: call.field('grounds') };
      return answered(call, given, async () => {
        const about = ABOUT.find((one) => one === given.about);
        if (about === undefined) return refuse('invalid-request', '请选择哪里有误。', { field: 'about' });
        return acting(catalogueInForce, call, (trx, who) => fileObjection(trx, who, { ...given, about }));
      });
    },
  }),
  formRoute({
    ...file,
    url: '/account/objections/:caseId/statement',
    summary: '主体用户以表单在维持的信息旁附说明',
    journals: ['objection.stated', 'record.stated', ...LOOKED],
    answer: (call) =>
      answered(call, {}, () =>
        acting(catalogueInForce, call, (trx, who) =>
          stateBeside(trx, who, call.params.caseId ?? '', { text: call.field('text') }),
        ),
      ),
  }),
  formRoute({
    ...agree,
    url: '/account/corrections/:recordId/consent',
    summary: '主体用户以表单同意发布更正公告',
    journals: ['correction.consented', ...LOOKED],
    answer: (call) => answered(call, {}, () => ofOwnRecord(call, consent)),
  }),
  formRoute({
    ...agree,
    url: '/account/corrections/:recordId/consent-end',
    summary: '主体用户以表单撤回同意，更正公告随即撤下',
    journals: ['correction.consent-withdrawn', ...LOOKED],
    answer: (call) => answered(call, {}, () => ofOwnRecord(call, withdrawConsent)),
  }),
];

const ABOUT = Object.keys(OBJECTION_ABOUT) as (keyof typeof OBJECTION_ABOUT)[];

/** Does one act about a record of the organisation. */
async function ofOwnRecord(
  { system, act, reach, params }: FormCall,
  work: (trx: Transaction, act: Act, of: { subjectId: string; recordId: string }) => Promise<object | Refusal>,
): Promise<object | Refusal> {
  assert(reach.over === 'subject', 'the right reaches over one subject');
  const of = { subjectId: reach.subjectId, recordId: params.recordId ?? '' };
  return write(system.pool, system.clock, (trx, now) => work(trx, act(now, 'correction'), of));
}

/** Does one act for the organisation; its page follows, with what was wrong and what was typed if something was. */
async function answered(
  call: FormCall,
  given: { recordId?: string; about?: string; grounds?: string },
  work: () => Promise<object | Refusal>,
): Promise<FormAnswer> {
  const done = await work();
  if (!isRefusal(done)) return redirect(paths.credit);
  const page = await creditPage(call);
  return isRefusal(page) ? noPage() : { page: { ...page, given, problem: done.detail }, status: statusOf(done) };
}
