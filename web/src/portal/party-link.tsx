import { Code } from '../ui/code.tsx';
import type { Party } from './model.ts';

/** An organisation in a table: its name leads to its page, its code stands below. */
export function PartyLink({ party: { name, href, code } }: { party: Party }) {
  return (
    <>
      <a href={href}>{name}</a>
      {code === null ? null : (
        <small>
          <Code value={code} />
        </small>
      )}
    </>
  );
}
