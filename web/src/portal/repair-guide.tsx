import { Clauses } from '../ui/clause.tsx';
import { Table } from '../ui/table.tsx';
import type { GuidePage } from './model.ts';
import * as paths from './paths.ts';
import { type Step, Steps } from './steps.tsx';

type RepairPage = Extract<GuidePage, { guide: 'repair' }>;

export function RepairGuide({ page }: { page: RepairPage }) {
  return (
    <>
      <h1>信用修复指引</h1>
      <p className="summary">
        改正了、履行了义务的，可以申请提前结束公示。修复是信用主体的权利，三步办完，一般 {page.daysToAnswer}{' '}
        个工作日反馈结果，不收任何费用。
      </p>
      <Steps steps={steps(page)} />
      <section aria-labelledby="after">
        <h2 id="after">同意修复后</h2>
        <ul>
          <li>本平台终止公示该条信息；</li>
          <li>停止共享和使用，各部门核查时不再见到；</li>
          <li>解除因该条信息采取的措施，并通知收到过该信息的单位同步更新。</li>
        </ul>
        <p>不同意的，会书面说明理由；可以向认定单位提出异议，也可以依法申请行政复议或者提起行政诉讼。</p>
      </section>
      <section aria-labelledby="not-needed">
        <h2 id="not-needed">不需要</h2>
        <p>
          不需要参加培训，不需要购买信用报告，不需要做公益或者志愿服务，不需要委托他人代办。凡收费“删除记录”“代办修复”的，都与本平台无关，请不要相信。
        </p>
      </section>
      <section aria-labelledby="basis">
        <h2 id="basis">依据</h2>
        <Clauses clauses={page.basis} />
      </section>
    </>
  );
}

function steps({ severity, daysToAccept, daysToAnswer }: RepairPage): Step[] {
  return [
    {
      title: '看是否到了可以申请的时候',
      text: (
        <>
          <p>
            已经改正并履行完决定书确定的义务，而且公示满最短期限，就可以申请。最短期限按失信严重程度确定，自决定之日起计算：
          </p>
          <Table
            caption="行政处罚信息"
            columns={[
              { name: '程度', share: 2 },
              { name: '公示期', share: 4 },
              { name: '何时可以申请', share: 4 },
            ]}
            rows={severity.map(({ name, shown, repair }) => ({ key: name, cells: [name, shown, repair] }))}
            compact
          />
          <p>
            列入名单的，移出条件写在名单页和列入决定书上。处罚决定书、列入决定书送达时，应当一并送达信用修复告知书，上面写明可以申请的日期和向谁申请。
          </p>
        </>
      ),
    },
    {
      title: '带上两样材料提出申请',
      text: (
        <>
          <ul>
            <li>履行义务的证明，如缴款凭证、整改验收结论（认定单位自己系统里查得到的，不用提供）；</li>
            <li>信用承诺书，写明所述属实、今后守法诚信经营。</li>
          </ul>
          <p>
            企业和组织的用户登录后可以<a href={paths.ownRepairs}>在线申请</a>
            ；也可以在“信用中国”网站提交，或者到政务服务大厅的信用窗口提交。市场监管领域的信息，向国家企业信用信息公示系统提交。谁认定、谁修复：申请会转给作出决定的机关。
          </p>
        </>
      ),
    },
    {
      title: '等结果',
      text: (
        <>
          <p>
            认定单位在 {daysToAccept} 个工作日内决定是否受理，材料不齐的一次告知补正；一般自收到申请之日起{' '}
            {daysToAnswer} 个工作日反馈结果。情况复杂需要核实的可以延长，会说明理由。
          </p>
          <p>承诺或者材料不实的，撤销修复，并按最长公示期重新公示。</p>
        </>
      ),
    },
  ];
}
