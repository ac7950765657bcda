import { Code } from '../ui/code.tsx';
import { Facts } from '../ui/facts.tsx';
import { ItemView } from './item.tsx';
import type { Group, Section, SubjectPage } from './model.ts';
import * as paths from './paths.ts';

export function SubjectView({ page }: { page: SubjectPage }) {
  return (
    <>
      <header className="subject">
        <h1>{page.name}</h1>
        <ul className="inline">
          {page.code === null ? null : (
            <li>
              <span className="quiet">统一社会信用代码</span> <Code value={page.code} copyable />
            </li>
          )}
          <li>{page.kind}</li>
          <li>{page.state}</li>
        </ul>
        {page.formerNames.length === 0 ? null : <p>曾用名：{page.formerNames.join('、')}</p>}
        <p className="summary">{page.summary.join('；')}。</p>
      </header>
      {page.corrections === undefined ? null : <Corrections texts={page.corrections} />}
      {page.only === undefined ? <Contents sections={page.sections} /> : <OnlyThis page={page} />}
      {page.only === undefined && page.basics.length > 0 ? (
        <section aria-labelledby="basics">
          <h2 id="basics">基础信息</h2>
          <Facts facts={page.basics} pairs />
        </section>
      ) : null}
      {page.sections.map((section) => (
        <SectionView key={section.id} section={section} />
      ))}
      {page.only?.next === undefined ? null : (
        <nav className="pager" aria-label="翻页">
          <a href={page.only.next} rel="nofollow">
            下一页
          </a>
        </nav>
      )}
      <Advice />
    </>
  );
}

function Corrections({ texts }: { texts: string[] }) {
  return (
    <aside className="advice" aria-label="更正公告">
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </aside>
  );
}

function Contents({ sections }: { sections: Section[] }) {
  return (
    <nav className="contents" aria-label="本页内容">
      <ul className="inline">
        {sections.map(({ id, title, groups }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
            <span className="quiet">{groups.reduce((sum, { total }) => sum + total, 0)}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function OnlyThis({ page }: { page: SubjectPage }) {
  return (
    <p>
      <a href={page.address}>返回{page.name}的全部信息</a>
    </p>
  );
}

function SectionView({ section: { id, title, groups } }: { section: Section }) {
  return (
    <section aria-labelledby={id} className="report">
      <h2 id={id}>{title}</h2>
      {groups.length === 0 ? <p className="empty">查询期内无相关信息</p> : null}
      {groups.map((group) => (
        <GroupView key={group.category} group={group} />
      ))}
    </section>
  );
}

function GroupView({ group: { category, name, total, items, more } }: { group: Group }) {
  return (
    <>
      <h3>
        {name} <span className="quiet">{total} 项</span>
      </h3>
      <ol className="items">
        {items.map((item, at) => (
          <li key={`${item.documentNo ?? ''}-${String(at)}`}>
            <ItemView item={item} category={category} />
          </li>
        ))}
      </ol>
      {more === undefined ? null : (
        <p>
          <a href={more} rel="nofollow">
            看全部 {total} 项{name}
          </a>
        </p>
      )}
    </>
  );
}

function Advice() {
  return (
    <aside className="advice" aria-label="说明">
      <p>
        本页只列出今日依法公示的信息，期满、修复、撤回的不再列出。信息由作出决定的机关提供，本平台不作编辑、不作评价。对信息有异议，见
        <a href={paths.objectionGuide}>异议指引</a>；对失信信息符合修复条件的，见
        <a href={paths.repairGuide}>信用修复指引</a>。
      </p>
    </aside>
  );
}
