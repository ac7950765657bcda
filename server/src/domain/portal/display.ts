import type { Contrast, TextSize } from '../../../../web/src/portal/model.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';

/** How a browser wants the pages shown: a cookie of two words and nothing about anybody. */
export type Display = { text: TextSize; contrast: Contrast };

const COOKIE = 'gongxin-display';
const VALUE = /(?:^|;\s*)gongxin-display=(normal|large)\.(normal|high)(?:;|$)/;
const ONE_YEAR_SECONDS = 365 * 24 * 3_600;
/** A path of our own: a second slash or a backslash would lead to another site. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x7e]*$/;
const PATH_CHARACTERS = 1_000;

export function readDisplay(cookies: string | undefined): Display {
  const found = VALUE.exec(cookies ?? '');
  return { text: found?.[1] === 'large' ? 'large' : 'normal', contrast: found?.[2] === 'high' ? 'high' : 'normal' };
}

export function displayCookie({ text, contrast }: Display): string {
  return `${COOKIE}=${text}.${contrast}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax; HttpOnly`;
}

/** Where to go back to; the home page where what was given is no path of this site. */
export function ownPath(given: string | undefined): string {
  return given !== undefined && given.length <= PATH_CHARACTERS && OWN_PATH.test(given) && !given.includes('\\')
    ? withoutNumbers(given)
    : '/';
}

/** An address of ours that no person's number stands in; the home page instead of one that does. */
export function withoutNumbers(path: string): string {
  const read = path.replace(/%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*|\+/g, (coded) => {
    try {
      return coded === '+' ? ' ' : decodeURIComponent(coded);
    } catch {
      return coded;
    }
  });
  return maskEveryIdentifierIn(read) === read ? path : '/';
}
