import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import { remembering } from './remember.ts';

export { headingKey, headingUnit } from './headings.ts';

const OPENING_BRACKETS = /[([{<〔【〖〘〚〈《「『﹙﹛﹝]/g;
const CLOSING_BRACKETS = /[)\]}>〕】〗〙〛〉》」』﹚﹜﹞]/g;
const MIDDLE_DOTS = /[·•・‧∙⋅●˙ᐧ]/g;
/** 买买提.艾力: a full stop between two Chinese characters is a middle dot typed on the wrong keyboard. */
const STOP_BETWEEN_CHARACTERS = /(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
const WHITE_SPACE = /\p{White_Space}+/gu;

/** Signs, digits, letters, the common Chinese characters and 〔〕: NFKC changes none, none is a space or invisible. */
const PLAIN = /^[!-~\u4e00-\u9fff〔〕]*$/;
/** Names remembered, of some hundred bytes each; a large file speaks of some thousand organisations. */
const NAMES_REMEMBERED = 20_000;

const toSimplified = Converter({ from: 't', to: 'cn' });

/** For comparing facts: NFKC, every kind of white space collapsed to one space and trimmed, invisible characters gone. */
export function textKey(text: string): string {
  if (PLAIN.test(text)) return text;
  const spaced = text.normalize('NFKC').replace(WHITE_SPACE, ' ');
  return spaced.replace(INVISIBLE, '').normalize('NFKC').replace(/ +/g, ' ').trim();
}

/**
 * For comparing names: traditional characters as simplified ones, all forms of brackets and middle dots alike,
 * no white space, upper case. A key is for comparison only and never shown.
 */
export const nameKey: (name: string) => string = remembering(keyOfName, NAMES_REMEMBERED);

/** The same for a natural person, whose name is remembered nowhere. */
export const personNameKey = (name: string): string => keyOfName(name);

function keyOfName(name: string): string {
  return simplified(foldedForm(name)).replace(MIDDLE_DOTS, '·').replace(STOP_BETWEEN_CHARACTERS, '·');
}

/** 薴 becomes 苧, and 苧 is itself the traditional form of 苎: one pass is not always the end. */
const MOST_PASSES = 3;

function simplified(name: string): string {
  let current = name;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = toSimplified(current).normalize('NFKC');
    if (next === current) break;
    current = next;
  }
  return current;
}

/** For comparing document numbers: 〔2026〕, [2026], （2026） and 【2026】 alike, no white space, upper case. */
export function documentNoKey(text: string): string {
  return foldedForm(text);
}

function foldedForm(text: string): string {
  const folded = PLAIN.test(text)
    ? text.toUpperCase()
    : text.normalize('NFKC').replace(WHITE_SPACE, '').replace(INVISIBLE, '').toUpperCase().normalize('NFKC');
  return folded.replace(OPENING_BRACKETS, '(').replace(CLOSING_BRACKETS, ')');
}

/** The distinct windows of two characters of a `nameKey`, in order; of a single character that character. */
export function bigrams(key: string): string[] {
  const characters = [...key];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((second, index) => `${characters[index]}${second}`))];
}

/** Lower-case initials of the simplified name's pinyin (青禾市 gives qhs); Latin letters and digits are kept. */
export function pinyinInitials(name: string): string {
  const syllables = pinyin(nameKey(name), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' });
  return syllables
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
