import { Facts, type ShownFact } from '../ui/facts.tsx';
import type { Item } from './model.ts';
import * as paths from './paths.ts';

/** One decision: what, by whom, on which document, when, until when it is shown and why. The same for every category. */
export function ItemView({ item, category }: { item: Item; category: string }) {
  const facts: ShownFact[] = [
    { name: '决定机关', value: item.decidedBy },
    ...(item.documentNo === null ? [] : [{ name: '文书号', value: item.documentNo }]),
    ...(item.decidedOn === null ? [] : [{ name: '决定日期', value: <Day date={item.decidedOn} /> }]),
    { name: '公示至', value: item.shownUntil === null ? '长期，到该信息失效为止' : <Day date={item.shownUntil} /> },
    {
      name: '为何公示',
      wide: true,
      value: (
        <>
          {item.reason} <a href={paths.category(category)}>看依据</a>
        </>
      ),
    },
    ...(item.statement === null ? [] : [{ name: '主体的说明', wide: true, value: item.statement }]),
  ];
  return (
    <article className="item">
      <h4>
        {item.title}
        {item.underObjection ? <UnderObjection /> : null}
      </h4>
      <Facts facts={facts} pairs />
      <div className="more">
        {item.facts.length === 0 ? null : (
          <details>
            <summary>
              全部公示内容<span className="visually-hidden">：{item.documentNo ?? item.title}</span>
            </summary>
            <Facts facts={item.facts} pairs />
          </details>
        )}
        <ul className="inline remedies">
          <li>
            <a href={paths.objectionGuide}>对此有异议</a>
          </li>
          {item.adverse ? (
            <li>
              <a href={paths.repairGuide}>申请修复</a>
            </li>
          ) : null}
        </ul>
      </div>
    </article>
  );
}

/** What the fact rests on is being verified; no measure is taken on it meanwhile. */
export function UnderObjection() {
  return <span className="tag">异议处理中</span>;
}

export function Day({ date }: { date: string }) {
  return (
    <time dateTime={date} className="day">
      {date}
    </time>
  );
}
