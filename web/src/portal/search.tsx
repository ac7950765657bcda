import { Code } from '../ui/code.tsx';
import { Pager } from '../ui/pager.tsx';
import type { Hit, Marked, SearchPage } from './model.ts';
import * as paths from './paths.ts';
import { SearchBox } from './search-box.tsx';

export function SearchView({ page }: { page: SearchPage }) {
  const { query, hits, problem } = page;
  return (
    <>
      <h1 className="smaller">查询结果</h1>
      <SearchBox query={query} />
      {problem === undefined ? <Count page={page} /> : <p className="notice">{problem}</p>}
      {hits.length === 0 ? null : (
        <ol className="hits">
          {hits.map((hit) => (
            <li key={hit.href}>
              <HitView hit={hit} />
            </li>
          ))}
        </ol>
      )}
      <Pager first={page.first} firstHref={paths.search(query)} next={page.next} />
    </>
  );
}

function Count({ page: { query, total, cut } }: { page: SearchPage }) {
  if (total === 0) {
    return (
      <div className="notice">
        <p>没有找到与“{query}”相符的企业或组织。</p>
        <p>
          请核对有无错字，或只输入名称中有特点的几个字；代码请输入前六位以上。本平台不提供自然人查询。没有登记在册，不等于没有信用问题，也不等于有信用问题。
        </p>
      </div>
    );
  }
  return (
    <p aria-live="polite">
      {cut ? `相符的多于 ${total} 家，这里只列出其中 ${total} 家，只在这些之内` : `找到 ${total} 家，`}
      按相符程度排列：代码或名称完全一致的在前，其次是名称开头、名称中间、曾用名、拼音首字母相符的。
      {cut ? '没有看到要找的，请多输入几个字再查。' : ''}
    </p>
  );
}

function HitView({ hit }: { hit: Hit }) {
  return (
    <article>
      <h2>
        <a href={hit.href}>
          <MarkedText parts={hit.name} />
        </a>
      </h2>
      {hit.formerName === undefined ? null : (
        <p>
          曾用名：
          <MarkedText parts={hit.formerName} />
        </p>
      )}
      <ul className="inline">
        {hit.code === null ? null : (
          <li>
            {hit.codeMatched ? (
              <mark>
                <Code value={hit.code} />
              </mark>
            ) : (
              <Code value={hit.code} />
            )}
          </li>
        )}
        <li>{hit.kind}</li>
        <li>{hit.state}</li>
        {hit.place === '' ? null : <li>{hit.place}</li>}
      </ul>
    </article>
  );
}

function MarkedText({ parts }: { parts: Marked }) {
  return parts.map(({ text, matched }, at) => {
    const key = String(at);
    return matched ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
}
