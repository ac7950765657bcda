import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';
import { type Input, SUBJECTS_A_CHECK } from './asked.ts';

export type CheckRequest = { matter: string; requestRef?: string | undefined; subjects: readonly Input[] };

/** Above this only a registered system asks; a person would need a second one (boundary, limit 13). */
export const SUBJECTS_A_PERSON = 200;
export const REQUEST_REF_CHARACTERS = 128;

/** No harvesting: how many subjects may be asked about, by whom, and with what reference. */
export function refusalOfVolume(act: Act, { subjects, requestRef }: CheckRequest): Refusal | undefined {
  if (subjects.length === 0)
    return refuse('invalid-request', '没有要核查的主体，请至少填写一个。', { field: 'subjects' });
  if (subjects.length > SUBJECTS_A_CHECK) {
    return refuse('invalid-request', `一次最多核查${SUBJECTS_A_CHECK}个主体，请分次提交。`, { field: 'subjects' });
  }
  const ref = requestRef?.trim() ?? '';
  if (subjects.length > 1 && ref === '') {
    return refuse('invalid-request', '一次核查多个主体须在 requestRef 中写明办件编号。', { field: 'requestRef' });
  }
  if ([...ref].length > REQUEST_REF_CHARACTERS || /\p{Cc}/u.test(ref) || maskEveryIdentifierIn(ref) !== ref) {
    return refuse(
      'invalid-request',
      `requestRef 应为不超过${REQUEST_REF_CHARACTERS}个字符的办件编号，不得含有身份证件号码。`,
      {
        field: 'requestRef',
      },
    );
  }
  if (subjects.length > SUBJECTS_A_PERSON && !isRegisteredSystem(act)) {
    return refuse(
      'invalid-request',
      `个人一次最多核查${SUBJECTS_A_PERSON}个主体；更多的请由已登记的业务系统用接口密钥核查。`,
      {
        field: 'subjects',
      },
    );
  }
  return undefined;
}

/** A key stands for a system that was registered; every other actor is a person. */
function isRegisteredSystem({ actor }: Act): boolean {
  return actor.startsWith('key:');
}
