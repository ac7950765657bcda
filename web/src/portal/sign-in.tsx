import type { InvitationPage, SecondFactorPage, SignInPage } from './account-model.ts';
import * as paths from './paths.ts';

export function Problem({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <p className="problem" role="alert">
      {text}
    </p>
  );
}

type FieldProps = {
  id: string;
  label: string;
  type?: 'text' | 'password';
  autoComplete: string;
  value?: string;
  note?: string;
  numeric?: boolean;
  optional?: boolean;
};

export function Field({ id, label, type = 'text', autoComplete, value, note, numeric, optional }: FieldProps) {
  const described = note === undefined ? undefined : `${id}-note`;
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={id}
        type={type}
        autoComplete={autoComplete}
        defaultValue={value}
        aria-describedby={described}
        inputMode={numeric === true ? 'numeric' : undefined}
        autoCapitalize="none"
        spellCheck={false}
        required={optional !== true}
      />
      {note === undefined ? null : (
        <small id={described} className="quiet">
          {note}
        </small>
      )}
    </p>
  );
}

export function SignInView({ page }: { page: SignInPage }) {
  const { login, problem, providers } = page;
  return (
    <>
      <h1>登录</h1>
      <p className="summary">查询公开信息不需要登录。</p>
      <Problem text={problem} />
      <section aria-labelledby="by-password">
        <h2 id="by-password">工作人员</h2>
        <form className="entry" method="post" action={paths.signIn}>
          <Field id="login" label="登录名" autoComplete="username" value={login} />
          <Field id="password" label="口令" type="password" autoComplete="current-password" />
          <p>
            <button type="submit">登录</button>
          </p>
        </form>
        <p className="quiet">忘记口令或者没有账号，请联系本单位的系统管理员。</p>
      </section>
      {providers.length === 0 ? null : (
        <section aria-labelledby="by-provider">
          <h2 id="by-provider">通过身份认证平台登录</h2>
          <ul className="plain">
            {providers.map(({ href, name }) => (
              <li key={href}>
                <a href={href} rel="nofollow">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function SecondFactorView({ page }: { page: SecondFactorPage }) {
  return (
    <>
      <h1>第二重验证</h1>
      <p className="summary">请打开手机上的验证器，输入“公信”的 6 位动态口令。</p>
      <Problem text={page.problem} />
      <form className="entry" method="post" action={paths.secondFactor}>
        <Field id="code" label="动态口令" autoComplete="one-time-code" numeric />
        <p>
          <button type="submit">验证</button>
        </p>
      </form>
      <details>
        <summary>手机不在身边</summary>
        <form className="entry" method="post" action={paths.secondFactor}>
          <Field
            id="recoveryCode"
            label="恢复码"
            autoComplete="off"
            note="绑定验证器时保存的恢复码，每个只能用一次。"
          />
          <p>
            <button type="submit">用恢复码验证</button>
          </p>
        </form>
        <p className="quiet">恢复码也没有的，请联系系统管理员重置验证器，须两位管理员办理。</p>
      </details>
      <SignOut />
    </>
  );
}

export function SignOut() {
  return (
    <form method="post" action={paths.signOut}>
      <button type="submit" className="quieter">
        退出登录
      </button>
    </form>
  );
}

export function InvitationView({ page }: { page: InvitationPage }) {
  const { token, login, name, least, most, problem } = page;
  return (
    <>
      <h1>设置口令</h1>
      <p className="summary">
        {name}，您的登录名是 <strong>{login}</strong>。本链接只能使用一次。
      </p>
      <Problem text={problem} />
      <form className="entry" method="post" action={paths.invitations}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" value={login} autoComplete="username" />
        <Field
          id="password"
          label="新口令"
          type="password"
          autoComplete="new-password"
          note={`${least} 到 ${most} 个字符，可以用汉字和空格。几个互不相干的词组成的短句最好；常见词、年份、姓名拼成的不能用。`}
        />
        <Field id="again" label="再输入一次" type="password" autoComplete="new-password" />
        <p>
          <button type="submit">设置口令并登录</button>
        </p>
      </form>
    </>
  );
}
