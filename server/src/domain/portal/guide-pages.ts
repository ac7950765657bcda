import type { GuidePage } from '../../../../web/src/portal/model.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { severityRows } from './terms.ts';

/** 信用修复管理办法, and the plan it carries out. */
const REPAIR_INSTRUMENTS = ['ndrc-36-2025', 'gbf-2025-22'];

/** The windows in the repair guide are those of the catalogue in force. */
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
  };
}

export const objectionGuide: GuidePage = { page: 'guide', guide: 'objection' };
