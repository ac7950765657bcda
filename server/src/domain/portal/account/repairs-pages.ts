import * as paths from '../../../../../web/src/portal/paths.ts';
import { boxOf, NOTE_AT_MOST } from '../../../../../web/src/portal/repairs-model.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Route } from '../../../platform/http/route.ts';
import { redirect } from '../../../platform/http/sent.ts';
import { type Acting, acting, takeEvidence } from '../../casework/index.ts';
import { catalogueInForce } from '../../catalogue/index.ts';
import { addProof, completePart, fileApplication, withdrawPart } from '../../repair/index.ts';
import { type FormAnswer, type FormCall, formRoute, noPage, statusOf } from './form-route.ts';
import { repairsPage } from './repairs-page.ts';

const LOOKED = ['repair.eligibility-read', 'repair.listed'] as const;
const own = { permission: 'repair.own', back: paths.ownRepairs } as const;
const form = { ...own, method: 'POST' } as const;

/** 申请信用修复: an organisation applies for its own records, shows proof, completes and takes back. */
export const repairsPages: readonly Route[] = [
  formRoute({
    ...own,
    method: 'GET',
    url: '/account/repairs',
    summary: '申请信用修复：现在可以申请哪些信息，本单位的申请办到哪一步',
    journals: LOOKED,
    answer: async (call) => {
      const page = await repairsPage(call);
      return isRefusal(page) ? noPage() : { page };
    },
  }),
  formRoute({
    ...form,
    url: '/account/repairs',
    summary: '主体用户以表单申请信用修复',
    journals: ['repair.application-filed', 'repair.filed', 'case.paper-issued', 'case.clock-entered', ...LOOKED],
    answer: apply,
  }),
  formRoute({
    ...form,
    url: '/account/repairs/:caseId/proofs',
    summary: '主体用户以表单提交履行义务的证明',
    uploads: true,
    journals: ['case.evidence-added', ...LOOKED],
    answer: async (call) => {
      const uploaded = await takeEvidence(call.request);
      return answered(
        call,
        isRefusal(uploaded) ? uploaded : (trx, who, caseId) => addProof(trx, who, caseId, uploaded),
      );
    },
  }),
  formRoute({
    ...form,
    url: '/account/repairs/:caseId/completion',
    summary: '主体用户以表单提交补正',
    journals: ['repair.completed', 'case.clock-entered', ...LOOKED],
    answer: (call) =>
      answered(
        call,
        worded(call, '请写明补正了什么。', (trx, who, caseId, note) => completePart(trx, who, caseId, { note })),
      ),
  }),
  formRoute({
    ...form,
    url: '/account/repairs/:caseId/withdrawal',
    summary: '主体用户以表单撤回申请',
    journals: ['repair.withdrawn', 'case.clock-entered', ...LOOKED],
    answer: (call) =>
      answered(
        call,
        worded(call, '请写明撤回的理由。', (trx, who, caseId, reason) => withdrawPart(trx, who, caseId, { reason })),
      ),
  }),
];

async function apply(call: FormCall): Promise<FormAnswer> {
  const page = await repairsPage(call);
  if (isRefusal(page)) return noPage();
  const chosen = page.repairable.map(({ recordId }) => recordId).filter((id) => call.field(boxOf(id)) !== '');
  const filed =
    chosen.length === 0
      ? refuse('invalid-request', '请勾选要修复的信息。')
      : await acting(catalogueInForce, call, (trx, who) =>
          fileApplication(trx, who, { records: chosen, affirms: call.field('affirms') !== '' }),
        );
  if (!isRefusal(filed)) return redirect(paths.ownRepairs);
  return { page: { ...page, chosen, problem: filed.detail }, status: statusOf(filed) };
}

type Step = (trx: Transaction, who: Acting, caseId: string) => Promise<object | Refusal>;

/** A step that says something: the words of the form, which must be there. */
function worded(
  call: FormCall,
  missing: string,
  step: (trx: Transaction, who: Acting, caseId: string, text: string) => Promise<object | Refusal>,
): Step | Refusal {
  const text = call.field('text').trim().slice(0, NOTE_AT_MOST);
  return text === '' ? refuse('invalid-request', missing) : (trx, who, caseId) => step(trx, who, caseId, text);
}

/** Takes one step of an own application; the page follows, with what was wrong if something was. */
async function answered(call: FormCall, step: Step | Refusal): Promise<FormAnswer> {
  const done = isRefusal(step)
    ? step
    : await acting(catalogueInForce, call, (trx, who) => step(trx, who, call.params.caseId ?? ''));
  if (!isRefusal(done)) return redirect(paths.ownRepairs);
  const page = await repairsPage(call);
  return isRefusal(page) ? noPage() : { page: { ...page, problem: done.detail }, status: statusOf(done) };
}
