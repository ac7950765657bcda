import {
  type AgencyGaps,
  type CheckOutcome,
  documentNoText,
  type MissedCheck,
  type MissedChecks,
  type NumberGaps,
} from '../domain/governance/index.ts';

const OUTCOME_WORDS: Record<CheckOutcome, string> = {
  'no-check': '未核查',
  'checked-no-feedback': '已核查，未反馈执行情况',
  'checked-overridden': '已核查，经批准不执行',
  'checked-not-applied': '已核查，反馈不适用',
};
const UNUSABLE_WORDS = { 'too-sparse': '占比过低', 'too-wide': '跨度过大', 'too-many-gaps': '断号过多' } as const;

/** Decisions for a terminal, by agency: what was decided for whom, under which measures, and what became of the check. */
export function missedChecksText({ from, until, missedChecks, next }: MissedChecks): string {
  const lines = [`${from} 至 ${until} 作出的决定`];
  for (const [agency, of] of Map.groupBy(missedChecks, ({ agency }) => agency))
    lines.push('', `${of[0]?.agencyName ?? agency}  ${of.length} 件`, ...of.flatMap(decisionLines));
  if (missedChecks.length === 0) lines.push('没有发现应查未查的决定。');
  if (next !== undefined) lines.push('', '决定较多，以上为一部分；其余请缩短期间或者通过接口分页查询。');
  return lines.join('\n');
}

function decisionLines(one: MissedCheck): string[] {
  const { decidedOn, documentNo, subjectName, outcome, checkedOn, told } = one;
  const put = (told ?? []).find((of) => of.outcome === 'overridden' || of.outcome === 'not-applicable');
  const said =
    put === undefined ? '' : `：${put.reason ?? ''}${put.approvedBy === null ? '' : `（批准人 ${put.approvedBy}）`}`;
  const check = checkedOn === null ? '' : `（${checkedOn} 核查）`;
  return [
    `  ${decidedOn}  ${documentNo ?? '无文书号'}  ${subjectName}  ${OUTCOME_WORDS[outcome]}${check}${said}`,
    ...one.measures.map(
      ({ effect, name, clause, decision, authority, authorityName, knownOn }) =>
        `    ${effect === 'must' ? '应当' : '可以'}  ${name}  ${clause}  ${authorityName ?? authority} ${decision.documentNo ?? ''}  ${knownOn} 知悉`,
    ),
  ];
}

/** Gaps for a terminal, by agency and series, in whole numbers as the agency writes them. */
export function numberGapsText({ year, agencies, next }: NumberGaps): string {
  const told = agencies.filter(({ series, tooMany }) => series.length > 0 || tooMany === true);
  const lines = [`${year} 年的文书号`, ...told.flatMap((agency) => agencyLines(agency, year))];
  if (told.length === 0) lines.push('没有发现断号。');
  if (next !== undefined) lines.push('', '部门较多，以上为一部分；其余请用 --agency 逐个查询。');
  return lines.join('\n');
}

function agencyLines({ agencyName, numbers, series, seriesLeftOut, tooMany }: AgencyGaps, year: number): string[] {
  if (tooMany === true) return ['', `${agencyName}  文书号过多，未作判断`];
  const lines = series.map(({ series: of, held, lowest, highest, missing, gaps, unusable }) => {
    const range = `${documentNoText(of, year, lowest)} 至 ${highest}号，已报送 ${held} 个`;
    if (unusable !== undefined) return `  ${range}：不作断号判断（${UNUSABLE_WORDS[unusable]}）`;
    const missed = gaps.map(
      ({ from, to, query }) => `${from === to ? from : `${from}-${to}`}${query === null ? '' : '（已询问）'}`,
    );
    return `  ${range}，缺 ${missing} 个：${missed.join('、')}`;
  });
  const more = seriesLeftOut === undefined ? [] : [`  另有 ${seriesLeftOut} 个序列未列出`];
  return ['', `${agencyName}  ${numbers} 个`, ...lines, ...more];
}
