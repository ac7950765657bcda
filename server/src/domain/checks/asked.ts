import { judgeOrgCode, judgeUscc, normaliseCode } from '../../kernel/codes.ts';
import { maskEveryIdentifierIn, maskIdentifier } from '../../kernel/masking.ts';
import { nameKey } from '../../kernel/text.ts';

/** Subjects of one check at most (boundary, limit 13). */
export const SUBJECTS_A_CHECK = 10_000;
export const CODE_CHARACTERS = 64;
export const NAME_CHARACTERS = 200;

/** One subject as the caller named it. */
export type Input = { code?: string; name?: string };

/** What is looked for: the normalised code, the key of the name; empty text counts as not given. */
export type Asked = { input: Input; code: string | undefined; nameKey: string | undefined };

export function asked(input: Input): Asked {
  const code = input.code === undefined ? '' : codeOf(input.code.toWellFormed());
  const key = input.name === undefined ? '' : nameKey(input.name.toWellFormed());
  return { input, code: code === '' ? undefined : code, nameKey: key === '' ? undefined : key };
}

/** Hyphens are dropped in an 组织机构代码, and nowhere else. */
function codeOf(text: string): string {
  const orgCode = judgeOrgCode(text);
  return orgCode.kind === 'valid' ? orgCode.code : normaliseCode(text);
}

/**
 * The input as it may be answered and held: identity numbers masked, also in the name, and nothing a database cannot
 * store. `held`: the register holds exactly this code, which makes it a code whatever it looks like.
 */
export function echo(input: Input, held: boolean): Input {
  return {
    ...(input.code === undefined ? {} : { code: held ? storable(input.code) : echoCode(storable(input.code)) }),
    ...(input.name === undefined ? {} : { name: maskEveryIdentifierIn(storable(input.name)) }),
  };
}

function echoCode(text: string): string {
  const verdict = judgeUscc(text);
  return verdict.kind === 'invalid' && verdict.idCard ? maskIdentifier(text) : maskEveryIdentifierIn(text);
}

/** PostgreSQL holds neither the zero character nor half a surrogate pair; one such input must not fail its whole group. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}
