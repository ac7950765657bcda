import type { Category, Field } from '../types.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** 行政管理信息 in the national catalogue: the acts of 国办发〔2019〕35号 that go public within seven working days. */
const ADMINISTRATIVE = 3;
/** A text this long tells a story, and stories name private persons. */
const FREE_TEXT_CHARACTERS = 1_000;
const TELLS_A_STORY = /事实|内容|事由|情形|情况|结果|意见|要求|约定/;

/** What is public is public in time, and no free text of it as written (boundary 11). */
export function publishedAmiss(draft: Draft): Finding[] {
  return each(draft, 'categories', (category, found) => {
    if (category.national.number === ADMINISTRATIVE) administrative(category, draft, found);
    if (category.publicity === undefined || category.openness !== 'public') return;
    for (const [index, field] of category.fields.entries()) {
      if (!showsAStory(field)) continue;
      found(
        `/fields/${index}/publish`,
        'unmasked-text',
        `“${field.name}”可能写有个人姓名、电话、住址，公开前须遮蔽：请写 publish: masked 或者 hidden。`,
      );
    }
  });
}

type Found = Parameters<Parameters<typeof each<'categories'>>[2]>[1];

/** An administrative act is known by its document, rests on a clause, and is decided by an authority on a day. */
function administrative(category: Category, { figures }: Draft, found: Found): void {
  const { decides, fields, publicity, publishWithinWorkingDays } = category;
  const most = figures?.publishMostWorkingDays;
  const late = most !== undefined && (publishWithinWorkingDays === undefined || publishWithinWorkingDays > most);
  if (publicity !== undefined && late)
    found(
      '/publishWithinWorkingDays',
      'late-publication',
      `行政管理信息应自决定之日起 ${most} 个工作日内上网公开，请改写。`,
    );
  for (const word of ['documentNo', 'on', 'code', 'name'] as const) {
    if (fields.some(({ id, required }) => id === decides[word] && required === true)) continue;
    found(
      `/decides/${word}`,
      'without-document',
      `行政管理信息须有文书号、决定日期和决定机关，请写明 ${word} 并设为必填。`,
    );
  }
}

function showsAStory({ type, max = FREE_TEXT_CHARACTERS, name, publish, openness }: Field): boolean {
  if (type !== 'text' || max < FREE_TEXT_CHARACTERS || !TELLS_A_STORY.test(name)) return false;
  return (publish ?? 'shown') === 'shown' && (openness ?? 'public') === 'public';
}
