const COMPOUND =
  '欧阳 司马 上官 诸葛 东方 尉迟 公孙 慕容 令狐 皇甫 司徒 宇文 长孙 夏侯 轩辕 端木 独孤 南宫 西门 东郭 百里 呼延 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 亓官 司寇 颛孙 公羊 拓跋 赫连 完颜 纳兰 梁丘 左丘 东门 西陵 南门 万俟 太史 谷梁 乐正 漆雕 壤驷 段干 羊舌 微生 贺兰 哥舒 屈突 佟佳 富察 乌雅 那拉 耶律 叶赫 吉克 吉木 沙马 马海 曲比 海来 吉伍 阿侯 阿苦 莫色 勒格 俄木 罗洪 吉子 阿尔';
/** The hundred that some five in six people bear. */
const FREQUENT =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔汤赖';
const OTHER =
  '祁褚卫柳戚喻柏水窦章云葛奚郎鲁昌苗凤花俞酆鲍费廉岑倪滕殷毕乐时皮卞齐康伍元卜平和穆祝闵麻强危童颜梅盛刁骆樊凌霍虞支柯昝管经房裘缪干解应宗宣贲单杭洪包诸左吉钮嵇邢滑裴荣翁荀羊惠甄曲封芮储靳汲邴糜松井富巫乌焦巴弓牧隗山谷车宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖符景詹束幸司韶郜蓟薄印宿怀蒲台从鄂索咸籍卓蔺屠蒙池乔阴胥苍双闻莘党翟劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿充慕连茹习宦艾鱼容向古易慎戈庾终暨居衡步都耿满弘匡国文寇广禄阙东殴沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空毋沙养鞠须丰巢关蒯相查荆红游竺权逯盖益桓公仉督岳帅缑亢况郈琴商牟佘佴伯赏墨哈谯笪阳佟肇付仝闫冼揭尧么明邸苟迟智鹿兰冶虎才尕撒妥铁喇拜苑但佀续闪米粟安涂蓝巨郇仁侣晋呙褟尤施华邬常湛禹狄贝臧计伏成谈茅庞纪舒屈项阮席季路娄郁於羿钭邰贡夔乜丛操漆敬麦岱邝方展战朴檀拓庹宛忻玄尉恽禚綦蹇雒郄亓禤仵妫綪爨菅皋茆闾麴蔄衷郐芈眭锁欧楚隋郤殳侍冒卿叱帖弋揣斛母汝沐洛渠潭盘睢矫稽竹粘罕苌裔谏豆逢遆释靖香骞区占火言信修初原门青黑税库爱玉奉南雪由来能浮粟刀风光雨红喜月水海禾春朝树银锐隽频虢豪霜扁普者岩思木阿';
/** Also words of every sentence, so that they make a name only where more speaks for it. */
const ALSO_WORDS = new Set(
  '于和时应经方高成向全公关相任文水平别通从国才都但续须明空步权居终养利包山阳越强广满幸双充马黄白金江万商简红查索师东米智况堵台支封余元仁毕乐富毋印房伯益松秋储符党林景班弘宗危申卫陆诸屈习劳盖暨巨干宣荣龙尚展战车项计管费普者岩思木阿',
);

/** So seldom surnames that only a word for a person, or a name beside them, makes a name of what follows. */
const HARDLY_SURNAMES = new Set(
  '由南原税修信初区占言青光雨月水海春朝树火奉来能门黑库香风喜红银玉雪爱楼母盘豆刀释禾浮冒卿帖靖裔谏渠银者岩思木阿',
);
/** Prepositions and the like: 向法庭, 应承担 */
const BEGIN_PHRASES = new Set('由向应经于和从时方成高相同与任原能来');

export function isHardlyASurname(character: string): boolean {
  return HARDLY_SURNAMES.has(character);
}

export function beginsPhrases(character: string): boolean {
  return BEGIN_PHRASES.has(character);
}

export type Surname = { length: 1 | 2; frequency: 'frequent' | 'frequent-word' | 'seldom' | 'also-a-word' };

const compound = new Set(COMPOUND.split(' '));
const frequent = new Set(FREQUENT);
const other = new Set(OTHER);

/** The surname that begins at a place, compound ones first. */
export function surnameAt(text: string, at: number): Surname | null {
  if (compound.has(text.slice(at, at + 2))) return { length: 2, frequency: 'frequent' };
  const first = text[at] ?? '';
  const isFrequent = frequent.has(first);
  if (!isFrequent && !other.has(first)) return null;
  if (ALSO_WORDS.has(first)) return { length: 1, frequency: isFrequent ? 'frequent-word' : 'also-a-word' };
  return { length: 1, frequency: isFrequent ? 'frequent' : 'seldom' };
}
