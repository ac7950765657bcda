type Pages = { first: boolean; firstHref: string; next: string | undefined; nextName?: string };

/** Pages by links. There is no page count: later pages are found from the last row of this one. */
export function Pager({ first, firstHref, next, nextName = '下一页' }: Pages) {
  if (first && next === undefined) return null;
  return (
    <nav className="pager" aria-label="翻页">
      {first ? null : <a href={firstHref}>回到第一页</a>}
      {next === undefined ? (
        <span className="quiet">已是最后一页</span>
      ) : (
        <a href={next} rel="next nofollow">
          {nextName}
        </a>
      )}
    </nav>
  );
}
