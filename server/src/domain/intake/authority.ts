import { nameKey } from '../../kernel/text.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import type { Finding } from './findings.ts';
import type { JudgedRow } from './judge-row.ts';
import { clip } from './row-values.ts';
import type { Sender } from './sender.ts';
import { placeOf, type TableHead } from './table-head.ts';

export type Authority = { code: string; name: string | null };

/** Codes of organs of state begin with 1 (GB 32100); others decide only where the law authorises them. */
const ORGAN_PREFIX = '1';

/**
 * Who decided: the code in the row, else the name (old editions), else the submitter. An agency submits for itself, and
 * for others only where the agency register says so.
 */
export function authorityOf(
  { values }: Pick<JudgedRow, 'values'>,
  head: TableHead,
  category: CompiledCategory,
  sender: Sender,
): { authority: Authority; warning: Finding | null } | { finding: Finding } {
  const { code: codeField, name: nameField } = category.decides;
  const text = (id: string | undefined): string | null => {
    const value = id === undefined ? null : values[id];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const code = text(codeField);
  const name = text(nameField);
  if (code !== null) {
    if (!sender.authorities.has(code)) {
      return {
        finding: {
          ...placeOf(head, codeField),
          code: 'agency-code',
          message: foreign(`机关代码 ${clip(code)}`, sender),
        },
      };
    }
    const warning: Finding | null = code.startsWith(ORGAN_PREFIX)
      ? null
      : {
          ...placeOf(head, codeField),
          code: 'authority-kind',
          message: `机关代码 ${code} 不是机关的代码（不以 1 开头），请核对`,
        };
    return { authority: { code, name }, warning };
  }
  if (name !== null) {
    const resolved = sender.authorityByName.get(nameKey(name));
    if (resolved === undefined) {
      return {
        finding: {
          ...placeOf(head, nameField),
          code: 'agency-code',
          message: foreign(`机关名称“${clip(name)}”`, sender),
        },
      };
    }
    return { authority: { code: resolved, name }, warning: null };
  }
  return { authority: { code: sender.code, name: sender.name }, warning: null };
}

const foreign = (what: string, sender: Sender): string =>
  `${what}不在${sender.name}可以报送的机关之列，请由作出决定的机关报送，或请信用办登记代报关系`;
