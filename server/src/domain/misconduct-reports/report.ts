import { judgeUscc } from '../../kernel/codes.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';

export const NAME_CHARACTERS = 200;
export const WHAT_CHARACTERS = 4_000;
export const LINE_CHARACTERS = 500;
export const REPORTER_NAME_CHARACTERS = 60;
export const CONTACT_CHARACTERS = 100;

/** What is said of an organisation, in the reporter's words. */
export type ReportContent = {
  organisation: { name: string; code?: string };
  what: string;
  /** When and where, in words. */
  when?: string;
  where?: string;
  /** Which proof there is and where; files are handed to the official who works the case. */
  proof?: string;
};

/** Who reports, if it is said at all. Sealed wherever it lies; never in an entry, a deed, a log line or an address. */
export type Reporter = { name: string; contact: string };

/** What stands in a text where the reporter wrote the own name or contact. */
export const REPORTER_TOKEN = '〔举报人〕';
/** A shorter word is part of other words. */
const SHORTEST_REPLACED = 2;

/** The organisation as a reporter names it: with a code that can be one, or without a code. */
export function readOrganisation(said: {
  name: string;
  code?: string | undefined;
}): ReportContent['organisation'] | Refusal {
  const name = maskEveryIdentifierIn(plain(said.name));
  if (name === '') return refuse('invalid-request', '请写明被举报单位的名称。', { field: 'organisation' });
  const code = said.code?.trim() ?? '';
  if (code === '') return { name };
  const verdict = judgeUscc(code);
  if (verdict.kind === 'invalid' && verdict.idCard) {
    return refuse('person-not-permitted', '举报的对象须是单位，请勿填写个人的证件号码。', { field: 'code' });
  }
  if (verdict.kind === 'invalid') {
    return refuse('invalid-request', '统一社会信用代码有误，请核对；不知道的可以不填。', { field: 'code' });
  }
  return { name, code: verdict.code };
}

/** What people put between the characters of one name or number. */
const JOINT = String.raw`[\p{White_Space}\p{Cf}\p{Pd}\u2212.·_]`;
const JOINTS = new RegExp(JOINT, 'gu');
/** Telephone numbers, mail addresses and handles within a contact; a shorter one is part of other words. */
const TELLING_PARTS = new RegExp(`[0-9](?:${JOINT}*[0-9]){5,}|[a-z0-9._+-]+@[a-z0-9.-]+|[a-z][a-z0-9_-]{5,}`, 'giu');
const WIDE_FROM_ASCII = 0xfee0;
const VISIBLE_ASCII = /^[!-~]$/;
const MEANS_SOMETHING = /[\\^$.*+?()[\]{}|/-]/g;

/** A text as it is kept: nobody's number, and neither name nor contact of whoever reports, in whichever letters and groups. */
export function withoutReporter(text: string, reporter: Reporter | undefined): string {
  const { name = '', contact = '' } = reporter ?? {};
  const own = [name, contact].filter(isLong);
  const literally = own.reduce((left, word) => left.replaceAll(word, REPORTER_TOKEN), plain(text));
  const parts = contact.normalize('NFKC').match(TELLING_PARTS) ?? [];
  const loosely = [...own, ...parts].map((word) => word.normalize('NFKC').replaceAll(JOINTS, '')).filter(isLong);
  return maskEveryIdentifierIn(
    loosely.reduce((left, word) => left.replaceAll(howeverWritten(word), REPORTER_TOKEN), literally),
  );
}

const isLong = (word: string): boolean => [...word].length >= SHORTEST_REPLACED;

function howeverWritten(word: string): RegExp {
  const characters = Array.from(word, (character) => {
    const plainly = character.replaceAll(MEANS_SOMETHING, String.raw`\$&`);
    if (!VISIBLE_ASCII.test(character)) return plainly;
    return `[${plainly}${String.fromCharCode(character.charCodeAt(0) + WIDE_FROM_ASCII)}]`;
  });
  return new RegExp(characters.join(`${JOINT}*`), 'giu');
}

export const plain = (text: string): string => text.toWellFormed().replaceAll('\0', '').trim();
