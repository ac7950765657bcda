import type { CheckAnswer, Result, Verdict } from '../domain/checks/index.ts';

const VERDICT_WORDS: Record<Verdict, string> = {
  unidentified: '未识别',
  restricted: '受限制',
  incentive: '可激励',
  mixed: '限制与激励并存',
  'not-covered': '信息不全',
  clear: '无措施',
};
const KNOWN_WORDS: Record<Result['known'], string> = { registered: '已登记', provisional: '待登记', unknown: '未登记' };
/** Han characters, kana, hangul and full-width forms take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}]/u;
const GAP = '  ';

/** An answer for a terminal: a line a subject, and under it what must or may be done, on which clause, until when. */
export function checkTable(
  { checkId, answeredAt, results }: CheckAnswer,
  nameOfSource: (category: string) => string,
): string {
  const heading = ['主体', '代码', '登记', '结论'];
  const rows = results.map((result) => [
    result.subject?.name ?? result.input.name ?? '—',
    result.subject?.code ?? result.input.code ?? '—',
    result.status ?? KNOWN_WORDS[result.known],
    VERDICT_WORDS[result.verdict],
  ]);
  const [head = '', ...lines] = align([heading, ...rows]);
  const body = lines.flatMap((line, index) => [line, ...details(results[index])]);
  return [head, ...body, coverageLine(results[0], nameOfSource), `核查编号 ${checkId}，答复时间 ${answeredAt}`].join(
    '\n',
  );
}

function details(result: Result | undefined): string[] {
  if (result === undefined) return [];
  const measures = align(
    result.measures.map((one) => [
      `    ${one.effect === 'must' ? '应当' : '可以'}`,
      one.name,
      one.clause,
      `${one.authorityName ?? one.authority} ${one.decision.documentNo ?? ''}`.trim(),
      `${one.from} 至 ${one.until ?? '条件终止'}`,
      remark(one),
    ]),
  );
  const candidates = (result.candidates ?? []).map(({ name, code }) => `    候选：${name} ${code ?? ''}`);
  return [...measures, ...(result.reason === undefined ? [] : [`    ${result.reason}`]), ...candidates];
}

function remark({ suspended, relief }: Result['measures'][number]): string {
  const stands = suspended === true ? '（异议核实中，暂停执行）' : '';
  return relief === undefined ? stands : `${stands}（${relief.documentNo} 准予：${relief.act}，至 ${relief.until}）`;
}

function coverageLine(result: Result | undefined, nameOfSource: (category: string) => string): string {
  const parts = (result?.coverage ?? []).map(({ source, asOf }) => `${nameOfSource(source)} ${asOf ?? '从未报送'}`);
  return `数据截至：${parts.join('，')}`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, width(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join(GAP)
      .trimEnd(),
  );
}

function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}
