/**
 * The sections of the official credit report (公共信用信息报告标准, 2022), in its order, and which items of the national
 * catalogue (by number) belong to each.
 */
export const REPORT_SECTIONS: readonly { id: string; title: string; national: readonly number[] }[] = [
  { id: 'administration', title: '行政管理', national: [3] },
  { id: 'honesty', title: '诚实守信', national: [11] },
  { id: 'dishonesty', title: '严重失信主体名单', national: [6] },
  { id: 'abnormal', title: '经营异常', national: [5] },
  { id: 'commitments', title: '信用承诺', national: [8] },
  { id: 'evaluation', title: '信用评价', national: [9] },
  { id: 'judgments', title: '司法判决', national: [2] },
];
/** Everything else that is public, the register's own record excepted: it is the head of the page. */
export const OTHER_SECTION = { id: 'other', title: '其他' };
