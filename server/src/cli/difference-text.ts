import type { DryRun } from '../domain/catalogue/index.ts';

const CHANGES = { added: '新增', changed: '修改', removed: '删去' } as const;
const MEASURES = { begins: '开始', ends: '停止', changes: '改变' } as const;

type Effects = DryRun['effects'];
type Turns = Effects['categories'][number]['publication'];

/** What a proposed version would change, for the person who signs it. */
export function differenceText({ against, overtakes, inForceFrom, differences, effects, examined }: DryRun): string {
  return [
    `自 ${inForceFrom} 起生效，与第 ${against} 版相比：`,
    ...differences.flatMap(({ kind, code, change, changes, unshown }) => [
      `${CHANGES[change]} ${kind}/${code}`,
      ...changes.map(({ at, before, after }) => `    ${at}：${before ?? '（无）'} → ${after ?? '（无）'}`),
      ...(unshown > 0 ? [`    另有 ${unshown} 处`] : []),
    ]),
    ...effectLines(effects),
    `共核对 ${examined.records} 条记录${examined.all ? '' : '（达到上限，其余未核对）'}。`,
    ...overtakes.map((version) => `注意：已确认的第 ${version} 版将不再生效。`),
  ].join('\n');
}

function effectLines({ categories, grounds, measures }: Effects): string[] {
  return [
    ...categories.flatMap(({ category, publication, use, withoutStart }) => [
      ...turnLine(`${category} 公示`, publication),
      ...turnLine(`${category} 使用`, use),
      ...(withoutStart.records > 0 ? [`${category} 缺少新规则起算日期的记录 ${withoutStart.records} 条`] : []),
    ]),
    ...grounds.flatMap(({ trigger, ...turns }) => turnLine(`触发条件 ${trigger}`, turns)),
    ...measures.map(
      ({ measure, trigger, change, grounds: held }) =>
        `措施 ${measure}（${trigger}）${MEASURES[change]}，当日有效的根据 ${held} 条`,
    ),
  ];
}

function turnLine(name: string, { entering, leaving, otherwise }: Turns): string[] {
  if (entering.records + leaving.records + otherwise.records === 0) return [];
  const examples = [...entering.examples, ...leaving.examples, ...otherwise.examples].join('、');
  return [
    `${name}：同样的记录按新规则 新进入 ${entering.records}、退出 ${leaving.records}、期限不同 ${otherwise.records}（如 ${examples}）`,
  ];
}
