import { repairPaper } from '../../../../../web/src/portal/paths.ts';
import type {
  RepairableRecord,
  RepairsPage,
  ShownApplication,
  ShownPart,
} from '../../../../../web/src/portal/repairs-model.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { acting, ownAct } from '../../casework/index.ts';
import { catalogueInForce } from '../../catalogue/index.ts';
import { noSuchSubject } from '../../records/index.ts';
import {
  commitmentWords,
  type EligibleRecord,
  listOwnApplications,
  lookAtEligibility,
  type OwnApplication,
  type OwnPart,
} from '../../repair/index.ts';
import { label } from './credit-page.ts';
import type { FormCall } from './form-route.ts';

/** What the organisation of whoever is signed in may apply for, and how far its applications are. */
export async function repairsPage(call: Pick<FormCall, 'system' | 'act' | 'reach'>): Promise<RepairsPage | Refusal> {
  const { reach } = call;
  if (reach.over !== 'subject' || reach.subjectId.startsWith('P-')) return noSuchSubject();
  return acting(catalogueInForce, call, async (trx, who) => {
    const eligible = await lookAtEligibility(trx, ownAct(who.act), who, undefined);
    if (isRefusal(eligible)) return eligible;
    const own = await listOwnApplications(trx, who, reach.subjectId);
    const underWay = new Set(
      own.applications.flatMap(({ parts }) => parts.filter(({ decided }) => !decided).flatMap(recordIds)),
    );
    const { subject, asOf, records, more } = eligible;
    return {
      page: 'repairs',
      name: subject.name,
      asOf,
      repairable: records
        .filter(({ repairable, recordId }) => repairable && !underWay.has(recordId))
        .map(repairableRecord),
      more,
      commitment: commitmentWords(who.catalogue),
      applications: own.applications.map(shownApplication),
      moreApplications: own.more,
      chosen: [],
    };
  });
}

const recordIds = ({ records }: OwnPart): string[] => records.map(({ recordId }) => recordId);

function repairableRecord(record: EligibleRecord): RepairableRecord {
  const { recordId, categoryName, documentNo, agencyName, missing, held } = record;
  return {
    recordId,
    label: label(categoryName, documentNo),
    agencyName,
    // the commitment is made in the form itself
    says: [...missing.filter(({ code }) => code !== 'commitment'), ...held].map(({ says }) => says),
  };
}

function shownApplication({ applicationId, receivedOn, state, parts }: OwnApplication): ShownApplication {
  return { applicationId, receivedOn, state: state === 'done' ? '已办结' : '办理中', parts: parts.map(shownPart) };
}

const OUTCOMES = {
  granted: '准予修复',
  refused: '不予修复',
  declined: '不予受理',
  revoked: '修复已撤销',
  withdrawn: '已撤回申请',
} as const;
const MATERIALS = { performance: '履行义务的证明', commitment: '信用修复承诺书' } as const;

function shownPart(part: OwnPart): ShownPart {
  const { caseId, agencyName, stateName, records, decided, dueOn, overdue, completion, reason, papers, proofs } = part;
  return {
    caseId,
    agencyName,
    stateName,
    records: records.map(({ category, documentNo, outcome }) =>
      [label(category, documentNo), ...(outcome === null ? [] : [OUTCOMES[outcome]])].join('：'),
    ),
    ...(decided || dueOn === null ? {} : { dueOn: overdue ? `${dueOn}，已逾期` : dueOn }),
    ...(completion === null ? {} : { completion: completionWords(completion) }),
    proofs,
    ...(decided && reason !== null ? { reason } : {}),
    papers: papers.map(({ paperNo, title, documentNo }) => ({
      href: repairPaper(caseId, paperNo),
      label: documentNo === null ? title : `${title}（${documentNo}）`,
    })),
    open: !decided,
  };
}

function completionWords({ missing, reason, dueOn }: NonNullable<OwnPart['completion']>): string {
  const materials = missing.map((one) => MATERIALS[one]).join('、');
  return `${materials}。${reason}${dueOn === null ? '' : `　最迟 ${dueOn}`}`;
}
