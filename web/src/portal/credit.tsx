import { Facts } from '../ui/facts.tsx';
import {
  type CreditPage,
  GROUNDS_AT_MOST,
  OBJECTION_ABOUT,
  type OwnCorrection,
  type OwnObjection,
  type OwnRepair,
  STATEMENT_AT_MOST,
} from './credit-model.ts';
import * as paths from './paths.ts';
import { Problem } from './sign-in.tsx';

export function CreditView({ page }: { page: CreditPage }) {
  const { name, asOf, publicPage, repairs, moreRepairs, objections, corrections, problem } = page;
  return (
    <>
      <h1>我的信用</h1>
      <p className="summary">
        {name}。<a href={publicPage}>别人看到的本单位</a>
        {'　'}
        <a href={paths.inbox}>我的消息</a>
        {'　'}
        <a href={paths.account}>我的账号</a>
      </p>
      <Problem text={problem} />
      <section aria-labelledby="repairs">
        <h2 id="repairs">能修复什么、从哪天起</h2>
        {repairs.length === 0 ? (
          <p className="empty">截至 {asOf}，没有需要修复的信息。</p>
        ) : (
          repairs.map((repair) => <Repair key={repair.label} repair={repair} />)
        )}
        {moreRepairs ? <p className="quiet">信息较多，这里没有列全，请到政务服务大厅的信用窗口查询。</p> : null}
        <p>
          <a href={paths.ownRepairs}>申请信用修复、查看办理进度</a>
        </p>
        <p className="quiet">
          修复不收费，材料只有履行义务的证明和承诺书，见
          <a href={paths.repairGuide}>信用修复指引</a>。
        </p>
      </section>
      <section aria-labelledby="objections">
        <h2 id="objections">我的异议</h2>
        {objections.length === 0 ? <p className="empty">没有提出过异议。</p> : null}
        {objections.map((objection) => (
          <Objection key={objection.caseId} objection={objection} />
        ))}
      </section>
      {corrections.length === 0 ? null : (
        <section aria-labelledby="corrections">
          <h2 id="corrections">已经撤下或更正的信息</h2>
          {corrections.map((correction) => (
            <Correction key={correction.recordId} correction={correction} />
          ))}
          <p className="quiet">
            更正公告按固定格式说明该信息有误，不再复述其内容；是否公告由本单位决定，同意后随时可以撤回。
            <a href={paths.corrections}>正在公告的更正</a>
          </p>
        </section>
      )}
      <ObjectForm page={page} />
    </>
  );
}

function Repair({ repair: { label, agencyName, says, missing } }: { repair: OwnRepair }) {
  return (
    <article className="item">
      <h3>{label}</h3>
      <Facts
        facts={[
          { name: '认定单位', value: agencyName },
          { name: '何时可以申请', value: says },
          ...(missing.length === 0 ? [] : [{ name: '还缺什么', value: missing.join('') }]),
        ]}
      />
    </article>
  );
}

function Objection({ objection }: { objection: OwnObjection }) {
  const { caseId, label, agencyName, filedOn, stateName, effect, dueOn, overdue, outcome, papers, mayState } =
    objection;
  return (
    <article className="item">
      <h3>
        {label} <span className="tag">{stateName}</span>
      </h3>
      <Facts
        facts={[
          { name: '答复单位', value: agencyName },
          { name: '提出日期', value: filedOn },
          { name: '据此的措施', value: effect },
          ...(dueOn === undefined ? [] : [{ name: '最迟', value: overdue ? `${dueOn}，已逾期` : dueOn }]),
          ...(outcome === undefined ? [] : [{ name: '答复', value: outcome }]),
        ]}
      />
      {papers.length === 0 ? null : (
        <ul>
          {papers.map(({ href, label: paper }) => (
            <li key={href}>
              <a href={href}>{paper}</a>
            </li>
          ))}
        </ul>
      )}
      {mayState ? (
        <details>
          <summary>在该信息旁附说明</summary>
          <form className="entry" method="post" action={paths.objectionStatement(caseId)}>
            <p>
              <label htmlFor={`text-${caseId}`}>说明</label>
              <textarea
                id={`text-${caseId}`}
                name="text"
                rows={4}
                maxLength={STATEMENT_AT_MOST}
                aria-describedby={`note-${caseId}`}
                required
              />
              <small id={`note-${caseId}`} className="quiet">
                {STATEMENT_AT_MOST} 字以内，与该信息一同公示；请不要写个人的姓名、电话和证件号码。
              </small>
            </p>
            <p>
              <button type="submit">附上说明</button>
            </p>
          </form>
        </details>
      ) : null}
    </article>
  );
}

function Correction({ correction: { recordId, label, says, notice, agreed } }: { correction: OwnCorrection }) {
  const action = agreed ? paths.correctionConsentEnd(recordId) : paths.correctionConsent(recordId);
  return (
    <article className="item">
      <h3>{label}</h3>
      <Facts
        facts={[
          { name: '如何处理', value: says },
          { name: '更正公告', value: notice },
        ]}
      />
      <form method="post" action={action}>
        <p>
          <button type="submit">{agreed ? '撤回同意' : '同意发布更正公告'}</button>
        </p>
      </form>
    </article>
  );
}

function ObjectForm({ page: { records, given } }: { page: CreditPage }) {
  return (
    <section aria-labelledby="object">
      <h2 id="object">提出异议</h2>
      {records.length === 0 ? (
        <p className="empty">目前没有公示的信息。</p>
      ) : (
        <form className="entry" method="post" action={paths.ownObjections}>
          <p>
            <label htmlFor="recordId">哪一条信息</label>
            <select id="recordId" name="recordId" defaultValue={given.recordId} required>
              {records.map(({ recordId, label }) => (
                <option key={recordId} value={recordId}>
                  {label}
                </option>
              ))}
            </select>
          </p>
          <p>
            <label htmlFor="about">哪里有误</label>
            <select id="about" name="about" defaultValue={given.about} required>
              {Object.entries(OBJECTION_ABOUT).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </p>
          <p>
            <label htmlFor="grounds">应当是什么，理由是什么</label>
            <textarea
              id="grounds"
              name="grounds"
              rows={6}
              maxLength={GROUNDS_AT_MOST}
              defaultValue={given.grounds}
              aria-describedby="grounds-note"
              required
            />
            <small id="grounds-note" className="quiet">
              {GROUNDS_AT_MOST}{' '}
              字以内。提交后转作出决定的单位核实；首次异议核实期间该信息标明“异议处理中”，据此采取的措施暂停。
            </small>
          </p>
          <p>
            <button type="submit">提出异议</button>
          </p>
        </form>
      )}
    </section>
  );
}
