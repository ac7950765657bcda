import type { ReactNode } from 'react';
import type { Frame, Page } from './model.ts';
import * as paths from './paths.ts';

const SITE = '公信';
const SITE_LONG = '公共信用信息平台';

type Door = { href: string; name: string; pages: readonly Page['page'][] };
const DOORS: readonly Door[] = [
  { href: paths.home, name: '首页', pages: ['home'] },
  { href: paths.publicity, name: '双公示', pages: ['publicity'] },
  { href: paths.lists, name: '名单', pages: ['lists', 'list'] },
  { href: paths.catalogue, name: '信用目录', pages: ['catalogue', 'category'] },
  { href: paths.repairGuide, name: '我要修复', pages: [] },
  { href: paths.objectionGuide, name: '我要异议', pages: [] },
];

type DocumentProps = { frame: Frame; title: string; page: Page['page']; children: ReactNode };

/** The document around every page: where one is, where one can go, and how it is displayed. */
export function Document({ frame, title, page, children }: DocumentProps) {
  const modes = [frame.text === 'large' ? 'text-large' : '', frame.contrast === 'high' ? 'contrast-high' : ''];
  const onHome = page === 'home';
  return (
    <html lang="zh-CN" className={modes.filter(Boolean).join(' ') || undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={frame.contrast === 'high' ? 'dark' : 'light'} />
        {frame.noindex ? <meta name="robots" content="noindex, noarchive" /> : null}
        <title>{onHome ? `${SITE} · ${SITE_LONG}` : `${title} · ${SITE}`}</title>
        <link rel="icon" href={frame.markUrl} type="image/svg+xml" />
        <link rel="stylesheet" href={frame.styleUrl} />
        <script src={frame.scriptUrl} defer />
      </head>
      <body>
        <a className="skip" href="#content">
          跳到正文
        </a>
        <header className="top">
          <div className="measure">
            <a className="brand" href={paths.home}>
              <img src={frame.markUrl} alt="" width="36" height="36" />
              <span>
                <strong>{SITE}</strong>
                <small>{SITE_LONG}</small>
              </span>
            </a>
            <Display frame={frame} />
          </div>
          <nav className="doors" aria-label="主导航">
            <ul className="measure">
              {DOORS.map(({ href, name, pages }) => (
                <li key={href}>
                  <a href={href} aria-current={isHere(frame, href, pages, page) ? 'page' : undefined}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="content" tabIndex={-1} className="measure">
          {children}
        </main>
        <Footer />
      </body>
    </html>
  );
}

function isHere({ address }: Frame, href: string, pages: readonly Page['page'][], page: Page['page']): boolean {
  return pages.includes(page) || address === href;
}

/** Links, not buttons: they work without a script, and the choice is kept in a cookie. */
function Display({ frame }: { frame: Frame }) {
  const { text, contrast } = frame;
  const large = text === 'large';
  const high = contrast === 'high';
  return (
    <nav className="display" aria-label="显示方式">
      <a href={paths.display(frame, { text: large ? 'normal' : 'large', contrast })} rel="nofollow">
        {large ? '标准字号' : '大字版'}
      </a>
      <a href={paths.display(frame, { text, contrast: high ? 'normal' : 'high' })} rel="nofollow">
        {high ? '标准对比度' : '高对比度'}
      </a>
    </nav>
  );
}

function Footer() {
  return (
    <footer className="bottom">
      <div className="measure">
        <p>
          本平台如实记录并公示行政机关依法作出的决定，不作评价。信息由作出决定的机关提供并负责；认为有误的，可以
          <a href={paths.objectionGuide}>提出异议</a>，符合条件的可以<a href={paths.repairGuide}>申请信用修复</a>
          ，均不收费。
        </p>
        <ul className="plain">
          <li>
            <a href={paths.about}>关于本平台</a>
          </li>
          <li>
            <a href={paths.catalogue}>记录什么、为什么</a>
          </li>
          <li>
            <a href={paths.corrections}>更正公告</a>
          </li>
          <li>
            <a href="/api/docs">接口说明</a>
          </li>
          <li>
            <a href={paths.signIn} rel="nofollow">
              登录
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
