import type { ReactNode } from 'react';

export type Step = { title: string; text: ReactNode };

/** What to do, in order. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map(({ title, text }) => (
        <li key={title}>
          <h2>{title}</h2>
          {text}
        </li>
      ))}
    </ol>
  );
}
