import { Facts } from '../ui/facts.tsx';
import * as paths from './paths.ts';
import {
  boxOf,
  NOTE_AT_MOST,
  PROOF_SAYS_AT_MOST,
  type RepairsPage,
  type ShownApplication,
  type ShownPart,
} from './repairs-model.ts';
import { Problem } from './sign-in.tsx';

export function RepairsView({ page }: { page: RepairsPage }) {
  const { name, applications, moreApplications, problem } = page;
  return (
    <>
      <h1>申请信用修复</h1>
      <p className="summary">
        {name}。<a href={paths.credit}>我的信用</a>
        {'　'}
        <a href={paths.inbox}>我的消息</a>
        {'　'}
        <a href={paths.repairGuide}>信用修复指引</a>
      </p>
      <Problem text={problem} />
      <section aria-labelledby="apply">
        <h2 id="apply">提出申请</h2>
        <ApplyForm page={page} />
      </section>
      <section aria-labelledby="applications">
        <h2 id="applications">我的申请</h2>
        {applications.length === 0 ? <p className="empty">没有提出过申请。</p> : null}
        {applications.map((application) => (
          <Application key={application.applicationId} application={application} />
        ))}
        {moreApplications ? <p className="quiet">更早的申请没有列出，结果见“我的消息”。</p> : null}
      </section>
    </>
  );
}

function ApplyForm({ page: { asOf, repairable, more, commitment, chosen } }: { page: RepairsPage }) {
  if (repairable.length === 0) {
    return (
      <p className="empty">
        截至 {asOf}，没有现在可以申请的信息。各条信息从哪天起可以申请，见<a href={paths.credit}>我的信用</a>。
      </p>
    );
  }
  return (
    <form className="entry wide" method="post" action={paths.ownRepairs}>
      <fieldset>
        <legend>修复哪些信息</legend>
        {repairable.map(({ recordId, label, agencyName, says }) => (
          <div className="choice" key={recordId}>
            <input
              type="checkbox"
              id={boxOf(recordId)}
              name={boxOf(recordId)}
              value="chosen"
              defaultChecked={chosen.includes(recordId)}
              aria-describedby={`says-${recordId}`}
            />
            <label htmlFor={boxOf(recordId)}>{label}</label>
            <small id={`says-${recordId}`} className="quiet">
              由{agencyName}办理。{says.join('')}
            </small>
          </div>
        ))}
      </fieldset>
      {more ? <p className="quiet">信息较多，这里没有列全，请到政务服务大厅的信用窗口查询。</p> : null}
      <fieldset>
        <legend>信用修复承诺</legend>
        {commitment.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <div className="choice">
          <input type="checkbox" id="affirms" name="affirms" value="yes" required />
          <label htmlFor="affirms">本单位作出以上承诺</label>
        </div>
      </fieldset>
      <p>
        <button type="submit">提出申请</button>
      </p>
      <p className="quiet">
        一次可以申请多条，分送各认定单位办理，不收费。提交后在下面上传履行义务的证明；本平台已有的，不用提供。
      </p>
    </form>
  );
}

function Application({ application: { applicationId, receivedOn, state, parts } }: { application: ShownApplication }) {
  return (
    <article className="item">
      <h3>
        {receivedOn} 的申请 <span className="tag">{state}</span>
      </h3>
      <p className="quiet">申请编号 {applicationId}</p>
      {parts.map((part) => (
        <Part key={part.caseId} part={part} />
      ))}
    </article>
  );
}

function Part({ part }: { part: ShownPart }) {
  const { caseId, agencyName, stateName, records, dueOn, completion, proofs, reason, papers, open } = part;
  return (
    <section aria-label={agencyName}>
      <h4>
        {agencyName} <span className="tag">{stateName}</span>
      </h4>
      <Facts
        facts={[
          { name: '信息', value: records.join('；'), wide: true },
          ...(completion === undefined ? [] : [{ name: '须补正', value: completion }]),
          ...(dueOn === undefined ? [] : [{ name: '最迟答复', value: dueOn }]),
          ...(proofs === 0 ? [] : [{ name: '证明', value: `已提交 ${proofs} 件证明` }]),
          ...(reason === undefined ? [] : [{ name: '理由', value: reason }]),
        ]}
      />
      {papers.length === 0 ? null : (
        <ul>
          {papers.map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      )}
      {open ? <ProofForm caseId={caseId} /> : null}
      {completion === undefined ? null : (
        <TextForm
          caseId={caseId}
          summary="已经补正"
          action={paths.repairCompletion(caseId)}
          label="补正了什么"
          button="提交补正"
        />
      )}
      {open ? (
        <TextForm
          caseId={caseId}
          summary="撤回申请"
          action={paths.repairWithdrawal(caseId)}
          label="撤回的理由"
          button="撤回申请"
        />
      ) : null}
    </section>
  );
}

function ProofForm({ caseId }: { caseId: string }) {
  return (
    <details>
      <summary>上传履行义务的证明</summary>
      <form className="entry" method="post" action={paths.repairProof(caseId)} encType="multipart/form-data">
        <p>
          <label htmlFor={`about-${caseId}`}>证明什么</label>
          <input id={`about-${caseId}`} name="about" maxLength={PROOF_SAYS_AT_MOST} required />
        </p>
        <p>
          <label htmlFor={`file-${caseId}`}>文件</label>
          <input
            id={`file-${caseId}`}
            name="file"
            type="file"
            accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd"
            aria-describedby={`kinds-${caseId}`}
            required
          />
          <small id={`kinds-${caseId}`} className="quiet">
            PDF、图片、DOCX、XLSX 或 OFD，每件不超过 10 MB；如缴款凭证、整改验收结论。
          </small>
        </p>
        <p>
          <button type="submit">上传</button>
        </p>
      </form>
    </details>
  );
}

function TextForm({
  caseId,
  summary,
  action,
  label,
  button,
}: {
  caseId: string;
  summary: string;
  action: string;
  label: string;
  button: string;
}) {
  const id = `${action.slice(action.lastIndexOf('/') + 1)}-${caseId}`;
  return (
    <details>
      <summary>{summary}</summary>
      <form className="entry" method="post" action={action}>
        <p>
          <label htmlFor={id}>{label}</label>
          <textarea id={id} name="text" rows={3} maxLength={NOTE_AT_MOST} required />
        </p>
        <p>
          <button type="submit">{button}</button>
        </p>
      </form>
    </details>
  );
}
