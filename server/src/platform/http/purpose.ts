import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { type Refusal, refuse } from '../errors.ts';

const PURPOSE_CODE = /^[a-z][a-z0-9-]{0,63}$/;
const REF_CHARACTERS = 128;

export type Purpose = { purpose?: string; ref?: string };

/**
 * Why a caller asks: `Gongxin-Purpose`, a code, and `Gongxin-Ref`, the caller's file number. Both end in the journal, so
 * an identity number among them is refused. A number with Chinese characters comes as UTF-8 or percent-encoded.
 */
export function readPurpose(headers: Record<string, string | string[] | undefined>): Purpose | Refusal {
  const purpose = single(headers['gongxin-purpose']);
  const ref = single(headers['gongxin-ref']);
  if (purpose !== undefined && (!PURPOSE_CODE.test(purpose) || maskEveryIdentifierIn(purpose) !== purpose)) {
    return refuse('invalid-request', '请求头 Gongxin-Purpose 应为小写字母、数字和连字符组成的用途代码。', {
      field: 'Gongxin-Purpose',
    });
  }
  const text = ref === undefined ? undefined : decode(ref);
  if (text !== undefined && ([...text].length > REF_CHARACTERS || /\p{Cc}/u.test(text))) {
    return refuse('invalid-request', `请求头 Gongxin-Ref 应为不超过 ${REF_CHARACTERS} 个字符的办件编号。`, {
      field: 'Gongxin-Ref',
    });
  }
  if (text !== undefined && maskEveryIdentifierIn(text) !== text) {
    return refuse('invalid-request', '请求头 Gongxin-Ref 中不得出现身份证件号码,请填写办件编号。', {
      field: 'Gongxin-Ref',
    });
  }
  return { ...(purpose === undefined ? {} : { purpose }), ...(text === undefined ? {} : { ref: text }) };
}

export function purposeMissing({ purpose, ref }: Purpose): Refusal | undefined {
  const missing = [purpose === undefined ? 'Gongxin-Purpose' : '', ref === undefined ? 'Gongxin-Ref' : ''].filter(
    Boolean,
  );
  if (missing.length === 0) return undefined;
  return refuse('purpose-required', `查询非公开信息时,请在请求头 ${missing.join('、')} 中写明用途和办件编号。`, {
    missing,
  });
}

function single(value: string | string[] | undefined): string | undefined {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === '' ? undefined : text;
}

/** Node reads header bytes as Latin-1; the sender meant UTF-8, or percent-encoded it. */
function decode(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  const utf8 = bytes.toString('utf8');
  const text = utf8.includes('\uFFFD') ? value : utf8;
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
