import type { Hit, SearchPage } from '../../../../web/src/portal/model.ts';
import { search as searchPath, subject as subjectPath } from '../../../../web/src/portal/paths.ts';
import { normaliseCode } from '../../kernel/codes.ts';
import { maskIdentifiersIn } from '../../kernel/masking.ts';
import { isRefusal } from '../../platform/errors.ts';
import { visibleFields } from '../records/index.ts';
import { type FoundSubject, QUERY_CHARACTERS, searchSubjects } from '../subjects/index.ts';
import { kindName, stateName } from './labels.ts';
import { mark } from './mark.ts';
import { published } from './published.ts';
import type { Asking } from './statistics.ts';

const HITS_A_PAGE = 20;

/** The answer to one question to the register, as a list. */
export async function searchPage(asking: Asking, query: string, after: string | undefined): Promise<SearchPage> {
  const wanted = query.trim().slice(0, QUERY_CHARACTERS);
  const empty = { total: 0, cut: false, hits: [], first: after === undefined };
  if (wanted === '')
    return { page: 'search', query: '', problem: '请输入名称、统一社会信用代码或者拼音首字母。', ...empty };
  // A person's number is neither asked of the register nor shown again.
  if (maskIdentifiersIn(wanted) !== wanted) {
    return { page: 'search', query: '', problem: '本平台不提供自然人查询，请不要输入身份证件号码。', ...empty };
  }
  const answer = await searchSubjects(asking.pool, { query: wanted, limit: HITS_A_PAGE, after });
  if (isRefusal(answer)) {
    const problem = after === undefined ? answer.detail : '翻页地址已经失效，请重新查询。';
    return { page: 'search', query: wanted, problem, ...empty, first: true };
  }
  const places = await placesOf(asking, answer.subjects);
  return {
    page: 'search',
    query: wanted,
    total: answer.total,
    cut: answer.cut,
    hits: answer.subjects.map((subject) => hitOf(subject, wanted, places.get(subject.subjectId))),
    first: after === undefined,
    ...(answer.next === undefined ? {} : { next: searchPath(wanted, answer.next) }),
  };
}

function hitOf(subject: FoundSubject, query: string, place: string | undefined): Hit {
  const { subjectId, code, name, formerName, kind } = subject;
  return {
    href: subjectPath(code ?? subjectId),
    name: mark(name, query),
    ...(formerName === undefined ? {} : { formerName: mark(formerName, query) }),
    code,
    codeMatched: code?.startsWith(normaliseCode(query)) ?? false,
    kind: kindName(kind),
    place: place ?? '',
    state: stateName(subject),
  };
}

/** 住所 as registered. A sole trader's place of business is often a home: it stands on its own page, not in a list. */
async function placesOf(
  { pool, catalogue, now }: Asking,
  subjects: readonly FoundSubject[],
): Promise<Map<string, string>> {
  const register = catalogue.categories().find(({ role }) => role === 'register');
  if (register === undefined) return new Map();
  const asked = subjects.filter(({ kind }) => kind !== 'individual-business').map(({ subjectId }) => subjectId);
  const { from, where, values } = published(catalogue, now);
  const { rows } = await pool.query<{ subjectId: string; fields: Record<string, string | null> }>(
    `select r.subject_id as "subjectId", r.fields from ${from}
      where ${where} and r.category = $3 and r.subject_id = any($4) limit ${HITS_A_PAGE}`,
    [...values, register.code, asked],
  );
  return new Map(
    rows.map(({ subjectId, fields }) => {
      const { address } = visibleFields(register, 'public', fields);
      return [subjectId, typeof address === 'string' ? address : ''];
    }),
  );
}
