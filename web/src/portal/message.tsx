import type { MessagePage } from './model.ts';
import * as paths from './paths.ts';
import { SearchBox } from './search-box.tsx';

/** What went differently than asked, and the next step. */
export function MessageView({ page }: { page: MessagePage }) {
  return (
    <>
      <h1>{page.title}</h1>
      {page.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <SearchBox query={page.query} />
      <p>
        也可以回到<a href={paths.home}>首页</a>，或者看<a href={paths.publicity}>双公示</a>、
        <a href={paths.lists}>名单</a>、<a href={paths.catalogue}>信用目录</a>。
      </p>
    </>
  );
}
