import { inProse } from '../ui/dates.ts';
import { Day } from './item.tsx';
import type { CorrectionsPage } from './model.ts';
import { PartyLink } from './party-link.tsx';

export function CorrectionsView({ page }: { page: CorrectionsPage }) {
  return (
    <>
      <h1>更正公告</h1>
      <p>
        曾经公示的信息有误，已经撤下或者更正，并且该单位同意公告的，在此公告。公告不重复有误的内容。下列公告截至
        {inProse(page.today)}。
      </p>
      {page.notices.length === 0 ? <p className="empty">目前没有更正公告</p> : null}
      <ol className="items">
        {page.notices.map(({ id, party, text, from, until }) => (
          <li key={id}>
            <article className="item">
              <h2>
                <PartyLink party={party} />
              </h2>
              <p>{text}</p>
              <p className="quiet">
                公告期：
                <Day date={from} />至<Day date={until} />
              </p>
            </article>
          </li>
        ))}
      </ol>
    </>
  );
}
