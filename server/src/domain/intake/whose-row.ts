import type { CodeVerdict } from '../../kernel/codes.ts';
import { maskIdentifier } from '../../kernel/masking.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import {
  type Candidate,
  identify,
  identifyForRegister,
  type KnownSubject,
  kindOfCode,
  type Newcomer,
  type RegisterView,
} from '../subjects/index.ts';
import type { Finding, RowErrorCode } from './findings.ts';
import type { JudgedRow } from './judge-row.ts';
import { clip } from './row-values.ts';
import { placeOf, type TableHead } from './table-head.ts';

type Place = Pick<Finding, 'at' | 'column'>;
export type Whose =
  | { subject: KnownSubject; newcomer: Newcomer | null; warning: Finding | null; place: Place }
  | { unresolved: Finding; candidates: Candidate[]; warning: null }
  | { finding: Finding };

/** Asks the register whose row it is, and says the answer in the words of a receipt. */
export function whoseRow(
  judged: JudgedRow,
  head: TableHead,
  category: CompiledCategory,
  register: RegisterView,
): Whose {
  const { code: codeField, name: nameField } = category.identifies;
  const hasCodeColumn = head.columns.some(({ field }) => field.id === codeField);
  const place = placeOf(head, hasCodeColumn ? codeField : nameField);
  return category.role === 'register'
    ? ofRegister(judged, place, category, register)
    : ofArchive(judged, place, register);
}

function ofArchive({ party }: JudgedRow, place: Place, register: RegisterView): Whose {
  const { name, verdict, orgCode } = party;
  const found = identify({ name, verdict, orgCode, oldNumbers: party.oldNumbers.map(({ value }) => value) }, register);
  switch (found.kind) {
    case 'refused':
      return { finding: { ...place, code: found.error, message: badCode(found.error, verdict) } };
    case 'unresolved':
      return unresolved(found.reason, found.candidates, place);
    case 'known':
      return { subject: found.subject, newcomer: null, warning: null, place };
    case 'new': {
      const warning = found.bodyCheckFails ? warningOf('uscc-body', place) : null;
      return { ...asNewcomer(found.code, found.name, 'provisional', kindOfCode(found.code)), warning, place };
    }
  }
}

function ofRegister(judged: JudgedRow, place: Place, category: CompiledCategory, register: RegisterView): Whose {
  const { name, verdict } = judged.party;
  if (verdict === null || name === null) {
    return { finding: { ...place, code: 'required', message: '登记信息须有名称和统一社会信用代码，请补填' } };
  }
  const found = identifyForRegister({ code: verdict.code, name, verdict }, register);
  const kind = category.kindIn(judged.values) ?? kindOfCode(verdict.code);
  switch (found.kind) {
    case 'refused':
      return { finding: { ...place, code: found.error, message: badCode(found.error, verdict) } };
    case 'unresolved':
      return unresolved(found.reason, found.candidates, place);
    case 'known':
      return { subject: { ...found.subject, kind }, newcomer: null, warning: null, place };
    case 'new': {
      const warning = found.warning === null ? null : warningOf(found.warning, place);
      return { ...asNewcomer(found.code, found.name, 'registered', kind), warning, place };
    }
  }
}

const asNewcomer = (
  code: string,
  name: string,
  standing: Newcomer['standing'],
  kind: string,
): { subject: KnownSubject; newcomer: Newcomer } => ({
  newcomer: { code, name, standing },
  subject: { subjectId: code, code, standing, kind, name, nameKeys: new Set(), foundedOn: null },
});

const UNDECIDED = {
  'name-mismatch': '代码与名称对应不上同一主体，平台未作猜测；请核对后重报，或由信用办认领',
  'no-code': '没有统一社会信用代码，仅凭名称不能确定主体；请补填代码，或由信用办认领',
  'near-miss': '代码校验位不符，像是笔误；请核对代码后重报，或由信用办认领',
} as const;

function unresolved(reason: keyof typeof UNDECIDED, candidates: Candidate[], place: Place): Whose {
  return { unresolved: undecided(reason, candidates, place), candidates, warning: null };
}

/** What a receipt says of a row whose subject a person must name. */
export function undecided(code: keyof typeof UNDECIDED, candidates: readonly Candidate[], place: Place): Finding {
  const hint = candidates.length === 0 ? '' : `；可能是：${candidates.map(({ name }) => name).join('、')}`;
  return { ...place, code, message: `${UNDECIDED[code]}${hint}` };
}

const WARNINGS = {
  'uscc-body': '代码的主体标识码（第 9 至 17 位）校验位不符，已按原样接收，请向登记机关核实',
  'legacy-nonconforming': '代码末位校验不符，登记机关以此代码登记，已按原样接收',
} as const;

const warningOf = (code: keyof typeof WARNINGS, place: Place): Finding => ({ ...place, code, message: WARNINGS[code] });

function badCode(error: RowErrorCode, verdict: CodeVerdict | null): string {
  const shown =
    verdict?.kind === 'invalid' && verdict.idCard ? maskIdentifier(verdict.code) : clip(verdict?.code ?? '');
  switch (error) {
    case 'precision-lost':
      return `代码 ${shown} 已被表格软件改成数字而丢失末几位，请把该列设为“文本”格式后重新填写`;
    case 'uscc-is-id-card':
      return `此处填的是身份证件号码（${shown}），请改填统一社会信用代码；平台未保存该号码`;
    case 'uscc-format':
      return `代码 ${shown} 不是 18 位统一社会信用代码（不含 I、O、S、V、Z），请核对`;
    default:
      return `代码 ${shown} 的校验位不符，请核对是否有错位或错字`;
  }
}
