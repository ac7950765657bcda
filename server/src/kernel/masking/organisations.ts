import type { Stretch } from './text-form.ts';

/** How names of organisations, shops and places end. The longest comes first where one holds another. */
const ENDINGS =
  '公司|集团|广场|大厦|酒吧|步行街|商业街|咖啡馆|农商行|农信社|工厂|分厂|总厂|加工厂|制造厂|修理厂|砖厂|厂|商店|书店|饭店|酒店|药店|分店|门店|便利店|小吃店|理发店|修理店|经营店|粮油店|专卖店|旗舰店|面店|店|餐馆|面馆|茶馆|饭馆|宾馆|菜馆|火锅|拉面|饭庄|酒家|酒楼|食府|茶楼|超市|商场|商行|商贸|商城|市场|经营部|门市部|批发部|服务部|销售部|维修部|供应部|合作社|工作室|事务所|律所|研究所|卫生所|卫生室|诊所|医院|卫生院|门诊部|药房|大药房|美容院|敬老院|养老院|幼儿园|中学|小学|大学|学院|学校|培训班|托管班|培训机构|养殖场|农场|林场|牧场|采石场|停车场|屠宰场|砂石场|加油站|加气站|服务站|收购站|回收站|中心|协会|商会|基金会|联合会|委员会|村委会|居委会|合作联社|信用社|银行|支行|分行|分公司|子公司|法院|检察院|仲裁委|人民政府|管理局|监督局|分局|支队|大队|中队|派出所|宾舍|客栈|民宿|旅馆|旅社|招待所|网吧|会所|俱乐部|健身房|美发|造型|足疗|烧烤|烧烤店|小吃|早餐|快餐|饺子馆|饺子|包子铺|熟食|馒头|馒头铺|汽修|车行|驾校|作坊|工坊|坊|斋|铺|[商车支分粮药米布琴花石木铝材品具胎果金鞋镜烟酒料]行|楼盘|工程队|施工队|车队|项目部|分社';
const ENDING = new RegExp(`(?:${ENDINGS})`, 'g');

/** A name does not run over these. */
const BREAK =
  /[^\p{Script=Han}()A-Za-z0-9·&]|\((?![^()]{1,5}\))|[在于的与因未被将为从到系称持及受把让给使替诉该此其这那]|(?:夫妇|夫妻)|(?<!自)由|向(?!阳)|对(?!外)|以|并|经(?![营贸济纪销典纬])|至(?!诚|尊|善|信)|自(?![动来然行助由强贸家])|等|已(?!婚)|曾(?!都)|均(?!安|和)|没|跑|赶|说|(?:授权|立即|报告|随即|通知|联系|协商|同意|拨打|驾车|担任|接报|表态|转入|汇入|停放|驾驶|承包|使用|雇[请佣用]|购买|签订|任职|担任|就职|供职|入职|开设|设立|注册|进入|前往|提供|拖欠|违反|发生|作为|负责|委托|代表|要求|投诉|举报|发现|反映|起诉|控股|持有|经营的|组织|指派|安排|挂靠|借用|租用|承租|路过|擅自|食用|就诊|死亡|受伤|欠|名下|通过|个人|询问|变更|购进|购得|自行|本人|疏忽|未经|未按|已经|并于|随后|当时|因此|再次|承认|表示|支付|收取|转账|账户|帐户|账号|名义|银行[卡账存流]|医院[治抢就救诊]|行使|行为|行走|行驶|行至|店[内里家]|施工(?!队)|当班|施救|工作(?!室)|电话|手机|身份|工资|不服|申请|请求|协助|配合|参加|参与|阻|殴|伪造|冒用|私自|虚构|拒|作业|操作|取得|领取|办理|履行|偿还|归还|赔偿)/gu;
const LONGEST_AFTER = 18;

/** Whether a name of an organisation runs on from a place: what stands before it is then a part of that name. */
export function runsIntoOrganisation(text: string, at: number): boolean {
  const after = text.slice(at, at + LONGEST_AFTER);
  BREAK.lastIndex = 0;
  const end = BREAK.exec(after)?.index ?? after.length;
  ENDING.lastIndex = 0;
  return ENDING.test(after.slice(0, end));
}

const ENDS_HERE = new RegExp(`(?:${ENDINGS}|局|院|委|办|社|队|部|处|村|社区)(?:\\([^)]{1,20}\\))?$`);

/** Whether the name of an organisation ends just before a place. */
export function organisationEndsAt(text: string, at: number): boolean {
  return ENDS_HERE.test(text.slice(Math.max(0, at - 30), at));
}

/** Where names that must stay readable stand. Both texts are half-width; `names` also count in what they are shortened to. */
export function occurrencesOf(text: string, names: readonly string[]): Stretch[] {
  return names.flatMap((name) => {
    if (name.length < 2) return [];
    const found: Stretch[] = [];
    for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + name.length)) {
      found.push({ from, to: from + name.length });
    }
    return found;
  });
}
