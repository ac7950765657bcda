type Cited = { text: string; verified: boolean };

/** Clauses as people cite them. What nobody has compared with the text yet says so. */
export function Clauses({ clauses }: { clauses: readonly Cited[] }) {
  return (
    <ul className="clauses">
      {clauses.map((clause) => (
        <li key={clause.text}>
          <Clause clause={clause} />
        </li>
      ))}
    </ul>
  );
}

export function Clause({ clause }: { clause: Cited }) {
  return (
    <span>
      {clause.text}
      {clause.verified ? null : ' '}
      {clause.verified ? null : <span className="tag">依据待核</span>}
    </span>
  );
}
