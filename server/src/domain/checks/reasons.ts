import type { CodeError } from '../../kernel/codes.ts';

/** Why a subject could not be identified, and how to mend the question: the sentence a desk officer reads. */
export const REASONS: Record<
  | CodeError
  | 'nothingGiven'
  | 'nameUnknown'
  | 'nameOfSeveral'
  | 'nameMismatch'
  | 'numberOfSeveral'
  | 'nearMiss'
  | 'personNumber',
  string
> = {
  'uscc-format': '这不是统一社会信用代码，也不是已登记主体的其他编号。请核对证照后填写18位统一社会信用代码。',
  'uscc-check-digit': '统一社会信用代码的校验码不符，可能有一位录错。请对照证照逐位核对后重新核查。',
  'uscc-is-id-card': '这看起来是居民身份证号码，不是统一社会信用代码。请填写申请单位的统一社会信用代码。',
  'precision-lost': '代码已被表格软件改成科学计数，后几位丢失。请把该列设为文本格式，重新填写完整代码。',
  personNumber: '证件号码不合规则，请与证件核对后重新核查。',
  nothingGiven: '没有填写代码和名称。请至少填写统一社会信用代码。',
  nameUnknown: '没有主体现用或曾用这个名称。请核对名称全称，或改用统一社会信用代码核查。',
  nameOfSeveral: '不止一个主体现用或曾用这个名称。请从候选主体中确认，并改用统一社会信用代码核查。',
  nameMismatch: '代码与名称不属于同一主体。请对照证照确认哪一项填错，改正后重新核查。',
  numberOfSeveral: '不止一个主体使用过这个编号。请改用18位统一社会信用代码核查。',
  nearMiss: '统一社会信用代码的校验码不符，且没有登记过这个代码。请与候选主体核对是否录错。',
};
