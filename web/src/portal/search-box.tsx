export const QUERY_CHARACTERS = 200;

/** The one question of the portal. */
export function SearchBox({ query, large = false }: { query: string; large?: boolean }) {
  return (
    <search>
      <form action="/search" method="get" className={large ? 'search large' : 'search'}>
        <label htmlFor="q">输入企业或组织的名称、统一社会信用代码</label>
        <div>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={query}
            maxLength={QUERY_CHARACTERS}
            required
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="search"
          />
          <button type="submit">查询</button>
        </div>
      </form>
    </search>
  );
}
