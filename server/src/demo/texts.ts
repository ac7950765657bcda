import type { Draw } from './random.ts';

/** Invented persons who appear in free texts, so that a test can crawl every public page and find none of them. */
export const PLANTED_PERSONS = [
  '欧阳墨白',
  '司徒听雪',
  '上官若溪',
  '慕容千帆',
  '诸葛晚晴',
  '林栖梧',
  '沈砚秋',
  '顾长亭',
  '白惊鸿',
  '许星阑',
  '谢临川',
  '苏暮雨',
  '陆北辰',
  '秦若谷',
  '程知远',
  '温以宁',
  '江照野',
  '宋时雨',
  '韩竹青',
  '叶归舟',
] as const;
export const PLANTED_PHONES = [
  '13900990101',
  '13900990102',
  '13900990103',
  '13900990104',
  '13900990105',
  '13900990106',
  '13900990107',
  '13900990108',
  '13900990109',
  '13900990110',
  '13900990111',
  '13900990112',
  '13900990113',
  '13900990114',
  '13900990115',
] as const;
export const PLANTED_NUMBERS = [
  '990101199001010014',
  '990101199002020025',
  '990101199003030036',
  '990101199004040047',
  '990101199005050058',
  '青A90101',
  '青A90102',
  '青B90103',
  '青A90104',
  '青B90105',
  '6222990100000000011',
  '6222990100000000029',
  '6222990100000000037',
  '6222990100000000045',
  '6222990100000000052',
] as const;

const FACTS: Record<string, readonly string[]> = {
  市监: ['销售的食品标签不符合要求', '广告中使用绝对化用语', '未按规定公示年度报告'],
  环: ['未按规定使用污染防治设施', '危险废物贮存场所未设置识别标志', '排污口设置不规范'],
  建: ['未取得施工许可证擅自施工', '未按工程设计图纸施工', '安全防护措施不到位'],
  应急: ['未对从业人员进行安全生产教育培训', '未建立事故隐患排查治理制度'],
  交: ['车辆超限运输', '未按规定维护和检测运输车辆'],
};
const COMMON_FACTS = ['未按规定备案', '未在规定期限内改正违法行为', '提交的材料与实际不符'] as const;

/** What a penalty decision says happened; in one of eight a private person is named, as happens in real texts. */
export function factsText(draw: Draw, short: string): string {
  const facts = draw.pick([...(FACTS[short] ?? []), ...COMMON_FACTS]);
  if (!draw.chance(12)) return `经查，当事人${facts}。`;
  const person = draw.pick(PLANTED_PERSONS);
  return draw.pick([
    `经查，当事人${facts}。现场负责人${person}（联系电话${draw.pick(PLANTED_PHONES)}）在笔录上签字确认。`,
    `经投诉人${person}反映并经查实，当事人${facts}。`,
    `经查，当事人${facts}，造成工人${person}受伤（身份证号${PLANTED_NUMBERS[draw.below(5)]}）。`,
    `经查，驾驶员${person}驾驶${PLANTED_NUMBERS[5 + draw.below(5)]}号货车，当事人${facts}。`,
    `经查，当事人${facts}，货款汇入${person}的个人账户${PLANTED_NUMBERS[10 + draw.below(5)]}。`,
  ]);
}
