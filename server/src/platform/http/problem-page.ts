import { REFUSALS, type Refusal } from '../errors.ts';
import { type Html, html } from './html.ts';

/** A refusal at the door, for somebody who looks at a browser. It shows the sentence of the refusal and the next step. */
export function problemPage(refusal: Refusal, requestId: string): Html {
  const { status } = REFUSALS[refusal.refused];
  // whoever looks at a browser signs in; keys are for programs
  const title = status === 401 ? '请先登录' : REFUSALS[refusal.refused].title;
  const next =
    status === 401 ? html`<p><a href="/sign-in">去登录</a></p>` : html`<p><a href="/account">回到我的账号</a></p>`;
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · 公信</title>
<style>body{font:16px/1.7 "Noto Sans SC","Microsoft YaHei",sans-serif;margin:3rem auto;max-width:36rem;padding:0 1rem;color:#1f2630}
h1{font-size:1.4rem}a{color:#1d4f91}small{color:#545f6d}</style></head>
<body><main><h1>${title}</h1><p>${refusal.detail}</p>${next}<p><a href="/">回到首页</a></p><p><small>请求编号：${requestId}</small></p></main></body></html>`;
}
