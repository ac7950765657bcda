import type { Bodies } from '../bodies.ts';
import type { Category } from '../types.ts';
import { categoryBlocks } from './category-blocks.ts';
import { code, page, table } from './markdown.ts';
import {
  listBlocks,
  paperBlocks,
  policyBlocks,
  purposeBlocks,
  severityBlocks,
  termBlocks,
} from './reference-blocks.ts';
import { NATURES, OPENNESS_WORDS } from './words.ts';

const HEAD = `# 公共信用信息目录

本页由 \`npx gongxin catalogue docs\` 从 \`catalogue/\` 生成，请改目录文件，不要改本页。

凡标“待核”的，依据尚未对照原文核对，启用前须由操作人员逐条核对。字段来源：**见**＝见于公开资料或者实现标准的程序；
**记**＝凭记忆；**地**＝地方文件的要求；**自**＝标准未见，由本平台拟定。自然人不是任何类别的主体；个人证件号码只识别、不保存。`;

/** Every category with every field, then what the categories refer to. */
export function cataloguePage(bodies: Bodies): string {
  const categories = inNationalOrder(bodies);
  return page([
    HEAD,
    '## 信息类别',
    table(
      ['代码', '名称', '国家目录', '性质', '公开属性', '上网公开', '报送单位'],
      categories.map((category) => [
        code(category.code),
        category.name,
        `${category.national.number} ${category.national.name}`,
        NATURES[category.nature],
        OPENNESS_WORDS[category.openness],
        category.publishWithinWorkingDays === undefined ? '—' : `${category.publishWithinWorkingDays}个工作日`,
        category.submittedBy,
      ]),
    ),
    ...categories.flatMap((category) => categoryBlocks(category, bodies)),
    ...termBlocks(bodies),
    ...severityBlocks(bodies),
    ...listBlocks(bodies),
    ...policyBlocks(bodies),
    ...purposeBlocks(bodies),
    ...paperBlocks(bodies),
  ]);
}

function inNationalOrder({ categories }: Bodies): Category[] {
  return [...categories.values()].sort((a, b) => a.national.number - b.national.number || (a.code < b.code ? -1 : 1));
}
