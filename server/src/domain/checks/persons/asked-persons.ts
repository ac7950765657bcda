import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { IdentifierKind, PersonIdentifier } from '../../subjects/index.ts';

/** Persons of one check at most: nobody asks about people in bulk. */
export const PERSONS_A_CHECK = 20;
export const ID_NUMBER_CHARACTERS = 40;
export const AUTHORISATION_CHARACTERS = 128;

/** One subject as a body names it: an organisation by code and name, or a person by number, name and authorisation. */
export type SubjectInput = {
  code?: string | undefined;
  name?: string | undefined;
  idKind?: IdentifierKind | undefined;
  idNumber?: string | undefined;
  authorisation?: string | undefined;
};

export type AskedPerson = {
  identifier: PersonIdentifier;
  name: string;
  /** Number of the person's own authorisation, or of the document of the statutory purpose (boundary 6). */
  authorisation: string;
};

const ofPerson = ({ idKind, idNumber, authorisation }: SubjectInput): boolean =>
  idKind !== undefined || idNumber !== undefined || authorisation !== undefined;

/**
 * The persons asked about; null where all are organisations. A person is asked about by number, name and authorisation
 * together, never by name alone, and never in one check with organisations. Sentences repeat nothing of it.
 */
export function personsAsked(subjects: readonly SubjectInput[]): AskedPerson[] | null | Refusal {
  const persons = subjects.filter(ofPerson);
  if (persons.length === 0) return null;
  if (persons.length < subjects.length) {
    return refuse('invalid-request', '自然人与单位请分开核查。', { field: 'subjects' });
  }
  if (persons.length > PERSONS_A_CHECK) {
    return refuse('invalid-request', `一次最多核查${PERSONS_A_CHECK}名自然人。`, { field: 'subjects' });
  }
  const asked: AskedPerson[] = [];
  for (const [index, { code, name = '', idKind: kind = 'resident-id', idNumber = '', authorisation = '' }] of [
    ...persons.entries(),
  ]) {
    const at = { field: `subjects/${index}` };
    if (code !== undefined) return refuse('invalid-request', '核查自然人不得填写统一社会信用代码。', at);
    if ([idNumber, name, authorisation].some((text) => text.trim() === '')) {
      return refuse(
        'invalid-request',
        '核查自然人须同时填写证件号码 idNumber、姓名 name 和授权 authorisation（本人书面授权或者法定事由的文书号），不得只凭姓名。',
        at,
      );
    }
    if (/\p{Cc}/u.test(authorisation) || maskEveryIdentifierIn(authorisation) !== authorisation) {
      return refuse('invalid-request', 'authorisation 应为授权文书的编号，不得含有身份证件号码。', at);
    }
    asked.push({
      identifier: { kind, number: idNumber },
      name,
      authorisation: withoutName(authorisation.trim(), name),
    });
  }
  return asked;
}

/** A number of a document may speak of whose authorisation it is: the name is not held. */
function withoutName(authorisation: string, name: string): string {
  const bare = name.trim();
  const kept = [...bare].length < 2 ? authorisation : authorisation.replaceAll(bare, '〔本人〕');
  return [...kept].slice(0, AUTHORISATION_CHARACTERS).join('');
}
