import { inProse } from '../ui/dates.ts';
import { Facts } from '../ui/facts.tsx';
import * as paths from './paths.ts';
import {
  REPORT_FIELDS,
  type ReportField,
  type ReportPage,
  type ReportReceivedPage,
  type ReportStatePage,
} from './report-model.ts';
import { Field, Problem } from './sign-in.tsx';
import { type Step, Steps } from './steps.tsx';

const STEPS: Step[] = [
  {
    title: '想清楚举报谁、什么事',
    text: (
      <p>
        举报的对象是企业或者其他组织，内容是它做了什么、何时、何地、有什么证据。个人的行为、邻里和家庭纠纷、消费争议的调解不在此列，请向有关部门反映。
      </p>
    ),
  },
  {
    title: '填写并提交',
    text: (
      <p>
        可以不留姓名和联系方式。留下的，另行加密封存，两名工作人员分别申请、审批才能查看，每次查看都有记录，办结后按期删除。请不要在举报内容里写自己的姓名。这里不收文件：照片和文档会泄露是谁、在哪里制作的；有材料的，请写明有哪些，由承办人员收取。
      </p>
    ),
  },
  {
    title: '记下编号和查询码',
    text: (
      <p>
        提交后显示举报编号和查询码，只显示一次，遗失不补。凭两者可以
        <a href={paths.reportState}>查询办理情况和结果</a>。
      </p>
    ),
  },
];

/** What reporting is, and the form for it. */
export function ReportView({ page }: { page: ReportPage }) {
  const { given, problem } = page;
  return (
    <>
      <h1>失信举报</h1>
      <p className="summary">
        举报本身不产生任何后果：不公示，不影响被举报单位办事；主管单位查实并依法作出决定的，以决定为准。也可以到政务服务大厅窗口办理。
      </p>
      <Problem text={problem} />
      <Steps steps={STEPS} />
      <section aria-labelledby="form">
        <h2 id="form">填写举报</h2>
        <form className="entry" method="post" action={paths.report} autoComplete="off">
          <Entry id="name" label="被举报单位的名称" given={given} />
          <Entry id="code" label="统一社会信用代码" given={given} note="不知道的可以不填。" optional />
          <p>
            <label htmlFor="what">该单位做了什么</label>
            <textarea
              id="what"
              name="what"
              rows={8}
              maxLength={REPORT_FIELDS.what}
              defaultValue={given.what}
              aria-describedby="what-note"
              required
            />
            <small id="what-note" className="quiet">
              {REPORT_FIELDS.what} 字以内；写可以查证的事实，不写个人的隐私。
            </small>
          </p>
          <Entry id="when" label="何时" given={given} optional />
          <Entry id="where" label="何地" given={given} optional />
          <Entry id="proof" label="有哪些证据" given={given} optional />
          <Entry id="reporterName" label="您的姓名" given={given} note="可以不填。" optional />
          <Entry id="contact" label="您的联系方式" given={given} note="可以不填。" optional />
          <p>
            <button type="submit">提交举报</button>
          </p>
        </form>
      </section>
    </>
  );
}

type EntryProps = { id: ReportField; label: string; given: ReportPage['given']; note?: string; optional?: boolean };

function Entry({ id, label, given, note, optional }: EntryProps) {
  return (
    <Field
      id={id}
      label={label}
      autoComplete="off"
      value={given[id] ?? ''}
      {...(note === undefined ? {} : { note })}
      {...(optional === undefined ? {} : { optional })}
    />
  );
}

export function ReportReceivedView({ page }: { page: ReportReceivedPage }) {
  return (
    <>
      <h1>举报已收到</h1>
      <p className="summary">请现在抄下编号和查询码。离开本页后不再显示，遗失不补。</p>
      <Facts
        facts={[
          { name: '举报编号', value: page.number },
          { name: '查询码', value: page.lookUpCode },
          { name: '收到日期', value: inProse(page.receivedOn) },
        ]}
      />
      <p>
        <a href={paths.reportState}>查询办理情况</a>
      </p>
    </>
  );
}

export function ReportStateView({ page }: { page: ReportStatePage }) {
  const { problem, shown } = page;
  return (
    <>
      <h1>查询举报的办理情况</h1>
      <p className="summary">凭提交举报时显示的编号和查询码查询。</p>
      <Problem text={problem} />
      {shown === undefined ? null : <Facts facts={shown} />}
      <form className="entry" method="post" action={paths.reportState} autoComplete="off">
        <Field id="number" label="举报编号" autoComplete="off" />
        <Field id="lookUpCode" label="查询码" autoComplete="off" />
        <p>
          <button type="submit">查询</button>
        </p>
      </form>
    </>
  );
}
