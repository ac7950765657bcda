import type { AccountPage, EnrolmentPage, OwnPost, OwnSession, RecoveryCodesPage } from './account-model.ts';
import * as paths from './paths.ts';
import { Field, Problem, SignOut } from './sign-in.tsx';

const FIRST: Record<NonNullable<AccountPage['lacks']>, string> = {
  password: '请先在下面修改口令，再办理其他事项。',
  'second-factor': '您的岗位须有第二重验证，请先在下面绑定验证器。',
  post: '您目前没有选定岗位。请在下面选择；没有岗位可选的，请联系系统管理员。',
};
/** So few, and it is time for new ones. */
const FEW_CODES = 3;

export function AccountView({ page }: { page: AccountPage }) {
  const { name, kind, login, accountId, lacks, problem } = page;
  return (
    <>
      <h1>我的账号</h1>
      <p className="summary">
        {name}（{kind}
        {login === undefined ? '' : `，登录名 ${login}`}）<small className="quiet">账号编号 {accountId}</small>
      </p>
      {page.mayReadMessages ? (
        <p>
          <a href={paths.inbox}>我的消息</a>
        </p>
      ) : null}
      {page.mayReadCredit ? (
        <p>
          <a href={paths.credit}>我的信用</a>
        </p>
      ) : null}
      <Problem text={problem} />
      {lacks === undefined ? null : <p className="notice">{FIRST[lacks]}</p>}
      <Posts page={page} />
      <Sessions sessions={page.sessions} />
      <SecondFactor page={page} />
      {page.hasPassword ? <Password login={login ?? ''} /> : null}
      <SignOut />
    </>
  );
}

function Posts({ page: { posts, waiting, mayAskOrganisation } }: { page: AccountPage }) {
  return (
    <section aria-labelledby="posts">
      <h2 id="posts">岗位</h2>
      <p className="quiet">一次以一个岗位办事，办过的事记在这个岗位名下。</p>
      {posts.length === 0 ? (
        <p className="empty">目前没有生效的岗位。</p>
      ) : (
        <ul className="rows">
          {posts.map((post) => (
            <li key={post.postId}>
              <PostText post={post} />
              {post.current ? (
                <span className="tag">当前</span>
              ) : (
                <form method="post" action={paths.choosePost}>
                  <input type="hidden" name="postId" value={post.postId} />
                  <button type="submit" className="quieter" aria-label={`以${post.role} ${post.where} 办事`}>
                    以此岗位办事
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {waiting.length === 0 ? null : (
        <>
          <h3>等待确认</h3>
          <ul className="rows">
            {waiting.map((post) => (
              <li key={post.postId}>
                <PostText post={post} />
                <small className="quiet">编号 {post.postId}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {mayAskOrganisation ? <AskOrganisation /> : null}
    </section>
  );
}

function PostText({ post: { role, where, href, until } }: { post: OwnPost }) {
  return (
    <span>
      {role} · {href === undefined ? where : <a href={href}>{where}</a>}
      {until === undefined ? null : <small className="quiet"> 至 {until}</small>}
    </span>
  );
}

function AskOrganisation() {
  return (
    <details>
      <summary>申请代表另一家企业或组织办事</summary>
      <form className="entry" method="post" action={paths.askOrganisation}>
        <Field id="code" label="统一社会信用代码" autoComplete="off" />
        <Field
          id="proof"
          label="将在窗口出示的材料"
          autoComplete="off"
          note="如营业执照、授权委托书。请不要填写身份证件号码。"
        />
        <p>
          <button type="submit">申请</button>
        </p>
      </form>
      <p className="quiet">提交后带材料到政务服务大厅信用窗口，由窗口核验确认；最长一年，到期可以再申请。</p>
    </details>
  );
}

function Sessions({ sessions }: { sessions: OwnSession[] }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">登录的地方</h2>
      <ul className="rows">
        {sessions.map(({ sessionId, current, began, seen, origin, role }) => (
          <li key={sessionId}>
            <span>
              {origin === '' ? '来源不明' : origin} {role === '' ? '' : `· ${role}`}
              <small className="quiet">
                {' '}
                {began}登录，最近使用 {seen}
              </small>
            </span>
            {current ? (
              <span className="tag">当前</span>
            ) : (
              <form method="post" action={paths.endSession}>
                <input type="hidden" name="sessionId" value={sessionId} />
                <button type="submit" className="quieter" aria-label={`结束 ${began} 的登录`}>
                  结束
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action={paths.endSessions}>
        <button type="submit" className="quieter">
          结束全部登录，包括这里
        </button>
      </form>
    </section>
  );
}

function SecondFactor({ page: { secondFactor, recoveryCodesLeft } }: { page: AccountPage }) {
  return (
    <section aria-labelledby="second-factor">
      <h2 id="second-factor">第二重验证</h2>
      {secondFactor ? (
        <>
          <p>
            已绑定验证器，还有 {recoveryCodesLeft} 个恢复码
            {recoveryCodesLeft <= FEW_CODES ? '，请重新生成' : ''}。
          </p>
          <form method="post" action={paths.recoveryCodes}>
            <button type="submit" className="quieter">
              重新生成恢复码
            </button>
          </form>
        </>
      ) : (
        <>
          <p>尚未绑定。审核、审定、审计和管理岗位必须绑定，其他岗位建议绑定。</p>
          <form method="post" action={paths.authenticator}>
            <button type="submit">绑定验证器</button>
          </form>
        </>
      )}
    </section>
  );
}

function Password({ login }: { login: string }) {
  return (
    <section aria-labelledby="change-password">
      <h2 id="change-password">修改口令</h2>
      <form className="entry" method="post" action={paths.changePassword}>
        <input type="hidden" name="username" value={login} autoComplete="username" />
        <Field id="current" label="原口令" type="password" autoComplete="current-password" />
        <Field
          id="next"
          label="新口令"
          type="password"
          autoComplete="new-password"
          note="几个互不相干的词组成的短句最好，不要求大小写和符号混用。"
        />
        <Field id="again" label="再输入一次" type="password" autoComplete="new-password" />
        <p>
          <button type="submit">修改口令</button>
        </p>
      </form>
      <p className="quiet">修改之后，别处的登录随之结束。</p>
    </section>
  );
}

export function EnrolmentView({ page: { key, qr, problem } }: { page: EnrolmentPage }) {
  return (
    <>
      <h1>绑定验证器</h1>
      <p className="summary">用手机上的验证器应用扫描二维码，再输入它显示的 6 位数字。</p>
      <Problem text={problem} />
      <figure className="qr">
        <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="验证器的二维码" shapeRendering="crispEdges">
          <rect width={qr.size} height={qr.size} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
        <figcaption>
          不能扫描的，在应用里选择手工输入：<span className="code">{key}</span>
        </figcaption>
      </figure>
      <form className="entry" method="post" action={paths.confirmAuthenticator}>
        <Field id="code" label="动态口令" autoComplete="one-time-code" numeric />
        <p>
          <button type="submit">确认绑定</button>
        </p>
      </form>
      <p className="quiet">确认之后，别处的登录随之结束。</p>
    </>
  );
}

export function RecoveryCodesView({ page: { codes } }: { page: RecoveryCodesPage }) {
  return (
    <>
      <h1>恢复码</h1>
      <p className="summary">请立即抄写或打印，放在手机以外的地方。只显示这一次。</p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code} className="code">
            {code}
          </li>
        ))}
      </ul>
      <p>手机不在身边时，用其中一个代替动态口令。每个只能用一次，一年内有效；重新生成之后，旧的全部作废。</p>
      <p>
        <a href={paths.account}>已经保存，回到我的账号</a>
      </p>
    </>
  );
}
