import { Pager } from '../ui/pager.tsx';
import type { InboxMessagePage, InboxPage } from './inbox-model.ts';
import * as paths from './paths.ts';
import { Field, Problem } from './sign-in.tsx';

export function InboxView({ page }: { page: InboxPage }) {
  const { messages, first, next, problem } = page;
  return (
    <>
      <h1>我的消息</h1>
      <p className="summary">
        发给您所在岗位的部门或者所代表的单位。<a href={paths.account}>我的账号</a>
      </p>
      <Problem text={problem} />
      <section aria-labelledby="messages">
        <h2 id="messages">消息</h2>
        {messages.length === 0 ? (
          <p className="empty">{first ? '目前没有消息。' : '没有更早的消息。'}</p>
        ) : (
          <ul className="rows">
            {messages.map(({ href, title, sent, unread }) => (
              <li key={href}>
                <span>
                  <a href={href}>{title}</a>
                  <small className="quiet"> {sent}</small>
                </span>
                {unread ? <span className="tag">未读</span> : null}
              </li>
            ))}
          </ul>
        )}
        <Pager first={first} firstHref={paths.inbox} next={next} nextName="更早的消息" />
      </section>
      <Mail page={page} />
    </>
  );
}

function Mail({ page: { mails, confirmed, waiting } }: { page: InboxPage }) {
  const kept = confirmed !== undefined || waiting !== undefined;
  return (
    <section aria-labelledby="mail">
      <h2 id="mail">邮件提醒</h2>
      <p>
        {confirmed === undefined ? '没有确认的邮件地址，新消息只在这里显示。' : `新消息的提醒发往 ${confirmed}。`}
        {mails ? '' : '本平台目前未启用邮件。'}
      </p>
      {waiting === undefined ? null : <Confirm waiting={waiting} />}
      {mails ? (
        <details open={!kept}>
          <summary>{kept ? '换一个邮件地址' : '填写邮件地址'}</summary>
          <form className="entry" method="post" action={paths.mailAddress}>
            <Field
              id="address"
              label="邮件地址"
              autoComplete="email"
              note="验证码发往该地址，输入之后才会使用。邮件只提醒有新消息，不写内容。"
            />
            <p>
              <button type="submit">发送验证码</button>
            </p>
          </form>
        </details>
      ) : null}
      {kept ? (
        <form method="post" action={paths.removeMailAddress}>
          <button type="submit" className="quieter">
            删除邮件地址，不再发送提醒
          </button>
        </form>
      ) : null}
    </section>
  );
}

function Confirm({ waiting: { address, failed } }: { waiting: NonNullable<InboxPage['waiting']> }) {
  if (failed) return <p className="notice">验证码未能送到 {address}，请核对地址后重新填写。</p>;
  return (
    <form className="entry" method="post" action={paths.confirmMailAddress}>
      <Field
        id="code"
        label={`发往 ${address} 的验证码`}
        autoComplete="one-time-code"
        numeric
        note="8 位数字，二十四小时内有效。"
      />
      <p>
        <button type="submit">确认地址</button>
      </p>
    </form>
  );
}

export function InboxMessageView({ page: { title, lines, sent, messageId, caseId } }: { page: InboxMessagePage }) {
  return (
    <>
      <h1>{title}</h1>
      <p className="summary">
        {sent}
        <small className="quiet">
          {' '}
          消息编号 {messageId}
          {caseId === undefined ? '' : `，案件编号 ${caseId}`}
        </small>
      </p>
      {lines.map((line, at) => (
        <p key={`${String(at)}-${line}`}>{line}</p>
      ))}
      <p>
        <a href={paths.inbox}>回到我的消息</a>
      </p>
    </>
  );
}
