import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** Behaviour and traits that never enter (boundary 2), by the words in which the seed documents asked for them. */
const NEVER_RECORDED =
  /交通违法|交通违章|闯红灯|信访|上访|计划生育|超生|社会抚养费|宗教信仰|言论|舆情|物业费|水费|电费|燃气费|垃圾分类|养犬|邻里|家庭成员|婚姻|生育|健康状况|病历|病史|学历|学籍|子女|献血|志愿服务|慈善捐赠|捐款|社会保险个人|公务员诚信|个人信用积分|个人信用分/;
const IDENTITY_NUMBER = /身份证|证件号|护照号|通行证号|居留证号|SFZ|ZJHM/;

/** Out-of-bounds matter by the names of categories, lists and fields; identity numbers are recognised and never held. */
export function outOfBounds(draft: Draft): Finding[] {
  return [
    ...each(draft, 'categories', ({ name, fields }, found) => {
      forbidden(name, '/name', found);
      for (const [index, field] of fields.entries()) {
        const names = [field.name, ...(field.aliases ?? []), ...(field.codes ?? [])];
        for (const one of names) forbidden(one, `/fields/${index}`, found);
        if (field.type !== 'dropped' && names.some((one) => IDENTITY_NUMBER.test(one))) {
          found(
            `/fields/${index}/type`,
            'identity-number-held',
            `“${field.name}”是个人证件号码，只识别、不保存，请把类型改为 dropped。`,
          );
        }
      }
    }),
    ...each(draft, 'lists', ({ name, aliases = [] }, found) => {
      for (const one of [name, ...aliases]) forbidden(one, '/name', found);
    }),
    ...each(draft, 'triggers', ({ name, when }, found) => {
      forbidden(name, '/name', found);
      forbidden(when, '/when', found);
    }),
  ];
}

function forbidden(
  text: string,
  at: string,
  found: (at: string, code: 'out-of-bounds', message: string) => void,
): void {
  const word = NEVER_RECORDED.exec(text);
  if (word !== null) found(at, 'out-of-bounds', `“${word[0]}”不属于公共信用信息，本平台不予记录，请删去。`);
}
