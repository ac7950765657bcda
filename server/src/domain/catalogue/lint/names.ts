import { headingKey, nameKey } from '../../../kernel/text.ts';
import { headingsOf, listNames } from '../category.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** One name means one thing: columns of a category, spellings of an enumeration, lists. */
export function twofoldNames(draft: Draft): Finding[] {
  const lists = new Map<string, string>();
  const purposes = new Map<string, string>();
  return [
    ...each(draft, 'categories', ({ fields }, found) => {
      const owners = new Map<string, string>();
      for (const [index, field] of fields.entries()) {
        if (fields.findIndex(({ id }) => id === field.id) < index)
          found(`/fields/${index}/id`, 'twice', `字段代码“${field.id}”写了两次，请改名。`);
        for (const { heading } of headingsOf(field)) {
          const key = headingKey(heading);
          const owner = owners.get(key) ?? field.id;
          if (owner !== field.id)
            found(`/fields/${index}`, 'twice', `列名“${heading}”同时属于“${owner}”和“${field.id}”，请去掉一个。`);
          owners.set(key, owner);
        }
      }
    }),
    ...each(draft, 'enumerations', ({ terms }, found) => {
      const owners = new Map<string, string>();
      for (const [index, { term, aliases = [] }] of terms.entries())
        for (const spelling of [term, ...aliases]) {
          const owner = owners.get(nameKey(spelling));
          if (owner !== undefined && owner !== term)
            found(`/terms/${index}`, 'twice', `写法“${spelling}”同时属于“${owner}”和“${term}”，请去掉一个。`);
          owners.set(nameKey(spelling), term);
        }
    }),
    ...each(draft, 'purposes', ({ code, aliases = [] }, found) => {
      for (const one of [code, ...aliases]) {
        const owner = purposes.get(one);
        if (owner !== undefined || (one !== code && draft.holds('matters', one)))
          found('/aliases', 'twice', `用途代码“${one}”已另有所指，请去掉一个。`);
        purposes.set(one, code);
      }
    }),
    ...each(draft, 'lists', (list, found) => {
      for (const name of new Set(listNames(list).map(nameKey))) {
        const owner = lists.get(name);
        if (owner !== undefined) found('/name', 'twice', `名单名称“${name}”与 ${owner} 相同，请去掉一个。`);
        lists.set(name, list.code);
      }
    }),
  ];
}
