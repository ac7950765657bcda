import { Clause } from '../ui/clause.tsx';
import { Table } from '../ui/table.tsx';
import type { Effect } from './model.ts';

/** What may follow from a record: measures by trigger, each on its clause. Nothing else may. */
export function Effects({ title, effects }: { title: string; effects: readonly Effect[] }) {
  const columns = [
    { name: '措施', share: 2 },
    { name: '何时', share: 2 },
    { name: '办理哪些事项时', share: 1 },
    { name: '由谁实施', share: 2 },
    { name: '依据', share: 3 },
  ] as const;
  const rows = effects.map((effect, at) => ({
    key: String(at),
    cells: [
      <span key="measure">
        {effect.measure}
        <small>
          {effect.direction === 'restriction' ? '限制' : '激励'}，{effect.must ? '应当实施' : '可以实施'}
        </small>
      </span>,
      effect.when,
      effect.matters.join('、'),
      effect.authority,
      <Clause key="clause" clause={effect.clause} />,
    ],
  }));
  return (
    <section aria-labelledby="effects">
      <h2 id="effects">{title}</h2>
      {rows.length === 0 ? (
        <p className="empty">不引起任何措施。</p>
      ) : (
        <Table caption="措施只依措施清单实施；到期、移出或者修复，即行解除。" columns={columns} rows={rows} />
      )}
    </section>
  );
}
