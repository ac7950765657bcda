import type { ReactNode } from 'react';

/** `wide`: takes a row of its own among pairs. */
export type ShownFact = { name: string; value: ReactNode; wide?: boolean };

/** Names and values, one under the other on a narrow screen and side by side on a wide one; `pairs` puts two of them in a row there. */
export function Facts({ facts, pairs = false }: { facts: readonly ShownFact[]; pairs?: boolean }) {
  return (
    <dl className={pairs ? 'facts pairs' : 'facts'}>
      {facts.map(({ name, value, wide }) => (
        <div key={name} className={wide ? 'wide' : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
