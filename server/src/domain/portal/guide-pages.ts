import type { GuidePage } from '../../../../web/src/portal/model.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { severityRows } from './terms.ts';

/** 信用修复管理办法, and the plan it carries out. */
const REPAIR_INSTRUMENTS = ['ndrc-36-2025', 'gbf-2025-22'];

/** Windows and days in the repair guide are those of the catalogue in force. */
export function repairGuide(catalogue: Catalogue): GuidePage {
  const instruments = REPAIR_INSTRUMENTS.flatMap((code) => catalogue.instrument(code) ?? []);
  return {
    page: 'guide',
    guide: 'repair',
    basis: instruments.map(({ title, number, verified }) => ({
      text: `《${title}》${number === undefined ? '' : `（${number}）`}`,
      verified,
    })),
    severity: severityRows(catalogue.severityOf('penalty', null)),
    daysToAccept: catalogue.policy.repairAcceptWorkingDays,
    daysToAnswer: catalogue.policy.repairAnswerWorkingDays,
  };
}

export function objectionGuide({ policy }: Pick<Catalogue, 'policy'>): GuidePage {
  const { objectionAcceptWorkingDays: daysToAccept, objectionAnswerWorkingDays: daysToAnswer } = policy;
  return { page: 'guide', guide: 'objection', daysToAccept, daysToAnswer };
}
