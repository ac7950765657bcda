import type { CompiledCategory } from '../catalogue/index.ts';
import type { VersionJudgement } from '../records/index.ts';
import { AFTER_ALL_COLUMNS, type Finding } from './findings.ts';

/** What a receipt says of a row whose version cannot simply be held. */
export function versionFinding(
  judgement: Extract<VersionJudgement, { code: string }>,
  category: CompiledCategory,
): Finding {
  const field = category.fieldsById.get(category.decides.documentNo ?? category.identifies.name);
  const place = { at: AFTER_ALL_COLUMNS, column: field?.name ?? '' };
  switch (judgement.code) {
    case 'withdrawn-fact': {
      const by = judgement.document === null ? '' : `（${judgement.document}）`;
      return { ...place, code: 'withdrawn-fact', message: `该内容已由决定${by}撤回或更正，不能再次报送` };
    }
    case 'stale-version':
      return {
        ...place,
        code: 'stale-version',
        message: '与该记录的一个旧版本相同，像是误报了旧表；已转人工核对，现行版本不变',
      };
    case 'after-withdrawal':
      return {
        ...place,
        code: 'after-withdrawal',
        message: '该文书的记录已撤回，本行内容与之不同；已转人工核对是否为新的决定',
      };
  }
}
