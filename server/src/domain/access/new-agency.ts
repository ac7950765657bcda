import { isCalendarDate } from '../../kernel/civil-days.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Agency, type Release, readAgencyCode, regionOf } from './agency.ts';

export const NAME_CHARACTERS_AT_MOST = 200;
/** Categories, lists, matters and agencies named in one registration. */
export const NAMED_AT_MOST = 200;

export type NewAgency = {
  uscc: string;
  name: string;
  categories: readonly string[];
  lists?: readonly string[];
  submitsFor?: readonly string[];
  /** Matters its desks handle: what it has to respond to. */
  matters?: readonly string[];
  /** How what it submits of these categories is released; unless said, adverse categories wait for review. */
  release?: Release;
  region?: string;
  parent?: string;
  successorOf?: string;
  /** YYYY-MM-DD; given with `successorOf` and only then. */
  successorFrom?: string;
};

/** An agency as it will be held, or what is wrong with the way it was written. Pure: the register is not asked. */
export function readNewAgency(input: NewAgency): { agency: Agency; submitsFor: string[] } | Refusal {
  const uscc = readAgencyCode(input.uscc);
  if (uscc === undefined) return badCode('部门的统一社会信用代码', 'uscc');
  const name = input.name.trim();
  if (name === '' || [...name].length > NAME_CHARACTERS_AT_MOST) {
    return refuse('invalid-request', `部门名称应为 1 到 ${NAME_CHARACTERS_AT_MOST} 个字符。`, { field: 'name' });
  }
  const { categories, lists = [], matters = [] } = input;
  if ([categories, lists, matters, input.submitsFor ?? []].some(({ length }) => length > NAMED_AT_MOST)) {
    return refuse('invalid-request', `一次最多登记 ${NAMED_AT_MOST} 个类别、名单、事项或代报部门,请分次登记。`);
  }
  const region = input.region ?? regionOf(uscc);
  if (!/^\d{6}$/.test(region)) {
    return refuse('invalid-request', '行政区划代码应为 6 位数字,请用 --region 写明。', { field: 'region' });
  }
  const parent = otherAgency(input.parent, uscc, '上级部门', 'parent');
  if (isRefusal(parent)) return parent;
  const successorOf = otherAgency(input.successorOf, uscc, '原部门', 'successorOf');
  if (isRefusal(successorOf)) return successorOf;
  const { successorFrom } = input;
  if ((successorOf === undefined) !== (successorFrom === undefined)) {
    return refuse('invalid-request', '承接原部门职责时,须同时写明原部门代码和承接日期。', { field: 'successorFrom' });
  }
  if (successorFrom !== undefined && !isCalendarDate(successorFrom)) {
    return refuse('invalid-request', '承接日期应为 YYYY-MM-DD,如 2026-01-31。', { field: 'successorFrom' });
  }
  const submitsFor: string[] = [];
  for (const text of input.submitsFor ?? []) {
    const code = otherAgency(text, uscc, '代报的部门', 'submitsFor');
    if (isRefusal(code)) return code;
    if (code !== undefined) submitsFor.push(code);
  }
  const agency: Agency = {
    uscc,
    name,
    region,
    ...(parent === undefined ? {} : { parent }),
    ...(successorOf === undefined || successorFrom === undefined ? {} : { successorOf, successorFrom }),
  };
  return { agency, submitsFor };
}

function otherAgency(
  text: string | undefined,
  self: string,
  what: string,
  field: string,
): string | undefined | Refusal {
  if (text === undefined) return undefined;
  const code = readAgencyCode(text);
  if (code === undefined) return badCode(`${what}的统一社会信用代码`, field);
  if (code === self) return refuse('invalid-request', `${what}不能是部门自己。`, { field });
  return code;
}

function badCode(what: string, field: string): Refusal {
  return refuse('unknown-code', `${what}不正确:应为 18 位且校验码相符,请核对。`, { field });
}
