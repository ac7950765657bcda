import { renderToStaticMarkup } from 'react-dom/server';
import { Document } from './frame.tsx';
import type { View } from './model.ts';
import { PageBody, titleOf } from './pages.tsx';

/** The whole document of a page. Nothing is hydrated: what is sent is what there is. */
export function renderPage({ frame, page }: View): string {
  const document = (
    <Document frame={frame} title={titleOf(page)} page={page.page}>
      <PageBody page={page} />
    </Document>
  );
  return `<!doctype html>${renderToStaticMarkup(document)}`;
}
