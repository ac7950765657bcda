import { type Refusal, refuse } from '../../../platform/errors.ts';
import { COMMON_PARTS } from './common-parts.ts';

/** Characters; long ones rather than motley ones (NIST SP 800-63B-4, 3.1.1.2; ASVS 5.0, 6.2.1, 6.2.5, 6.2.9). */
export const PASSWORD_CHARACTERS = { least: 12, most: 128 } as const;
/** Before anything is looked at: nobody types more. */
export const PASSWORD_CHARACTERS_READ = 1_000;
const REPEATED_AT_MOST = 4;
const LONGEST_COMMON_PART = Math.max(...[...COMMON_PARTS].map((part) => part.length));
const YEAR_OR_DAY = /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?/;
const SIGN = /^[\s!@#$%^&*()_+\-=.,;:?~/|]/;

/** One text for all ways of typing it (NIST SP 800-63B-4, 3.1.1.2: NFC before hashing). */
export function normalisePassword(text: string): string {
  return text.normalize('NFC');
}

/**
 * Whether a password may be chosen. Nothing is asked of its characters (ASVS 5.0, 6.2.5); what is refused is what others
 * try first: common words and numbers put together, repetition, rows, and what anybody knows of the account (6.2.4, 6.2.11).
 */
export function judgePassword(text: string, known: { login?: string; name?: string }): Refusal | undefined {
  const password = normalisePassword(text);
  const { length } = [...password];
  if (length < PASSWORD_CHARACTERS.least || length > PASSWORD_CHARACTERS.most) {
    return unfit(
      `口令应为 ${PASSWORD_CHARACTERS.least} 到 ${PASSWORD_CHARACTERS.most} 个字符,可以是几个词组成的短句,不要求大小写和符号混用。`,
    );
  }
  const folded = password.toLowerCase();
  const own = [known.login, known.name].flatMap((word) => (word === undefined ? [] : [word.toLowerCase()]));
  if (isRepetition(folded) || isRow(folded) || isMadeOf(folded, own)) {
    return unfit('口令过于常见或者由姓名、登录名、年份、常用词拼成,容易被猜到。请改用几个互不相干的词组成的短句。');
  }
  return undefined;
}

function unfit(detail: string): Refusal {
  return refuse('password-unfit', detail, { field: 'password' });
}

/** 青禾青禾青禾青禾, abcabcabcabc. */
function isRepetition(text: string): boolean {
  for (let unit = 1; unit <= REPEATED_AT_MOST; unit++) {
    if (
      text ===
      text
        .slice(0, unit)
        .repeat(Math.ceil(text.length / unit))
        .slice(0, text.length)
    )
      return true;
  }
  return false;
}

/** abcdefghijkl, 210987654321: each character is next to the one before, 0 after 9. */
function isRow(text: string): boolean {
  const steps = [...text].slice(1).map((character, at) => {
    const step = (character.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0);
    return step === -9 ? 1 : step === 9 ? -1 : step;
  });
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** Whether the whole text can be cut into common parts, signs, years, days and what is known of the account. */
function isMadeOf(text: string, own: readonly string[]): boolean {
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue;
    const rest = text.slice(at);
    if (SIGN.test(rest)) reached.add(at + 1);
    const day = YEAR_OR_DAY.exec(rest)?.[0].length;
    if (day !== undefined) for (const length of [4, 6, 8]) if (length <= day) reached.add(at + length);
    for (let length = 1; length <= LONGEST_COMMON_PART; length++) {
      if (COMMON_PARTS.has(rest.slice(0, length))) reached.add(at + length);
    }
    for (const word of own) if (word !== '' && rest.startsWith(word)) reached.add(at + word.length);
  }
  return reached.has(text.length);
}
