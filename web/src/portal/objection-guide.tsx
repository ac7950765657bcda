import type { GuideDays } from './model.ts';
import * as paths from './paths.ts';
import { type Step, Steps } from './steps.tsx';

const steps = ({ daysToAccept, daysToAnswer }: GuideDays): Step[] => [
  {
    title: '找到那条信息',
    text: (
      <p>
        在<a href={paths.home}>首页</a>
        查到本企业或组织，记下有误信息的决定机关和文书号。可以提出异议的情形：不是本单位的信息；内容与决定书不一致；决定已被撤销、变更或者确认无效；已经到期、修复仍在公示；公示了不应当公开的内容。
      </p>
    ),
  },
  {
    title: '提出异议',
    text: (
      <>
        <p>
          代表本单位登录后，在<a href={paths.credit}>我的信用</a>
          中自行提出，或者到政务服务大厅的信用窗口提出，也可以直接向作出决定的机关提出，都不收费。需要：
        </p>
        <ul>
          <li>营业执照或者登记证书，经办人的授权材料；</li>
          <li>哪条信息、哪里有误、应当是什么；</li>
          <li>能证明的材料，如决定书、撤销或变更的文书、缴款凭证。</li>
        </ul>
      </>
    ),
  },
  {
    title: '等答复',
    text: (
      <>
        <p>
          {daysToAccept} 个工作日内决定是否受理，受理后 {daysToAnswer}{' '}
          个工作日内书面答复，办理期限以受理通知书为准。首次异议核实期间，该条信息标明“异议处理中”，因它采取的措施暂停实施；逾期未答复的，答复前不公示、不使用。人民法院的失信被执行人名单和没有新证据的重复异议，不因异议暂停。
        </p>
        <p>
          确有错误的，更正或者撤下，通知收到过该信息的单位同步更正，并消除影响。维持原状的，答复会写明理由，单位可以在该条信息旁附不超过五百字的说明。
        </p>
      </>
    ),
  },
];

export function ObjectionGuide({ page }: { page: GuideDays }) {
  return (
    <>
      <h1>异议指引</h1>
      <p className="summary">
        认为公示的信息有误，可以提出异议。三步办完，受理后 {page.daysToAnswer} 个工作日内答复，不收任何费用。
      </p>
      <Steps steps={steps(page)} />
      <section aria-labelledby="otherwise">
        <h2 id="otherwise">对答复不服</h2>
        <p>
          可以依法申请行政复议或者提起行政诉讼。对行政处罚、列入决定本身不服的，按决定书写明的途径和期限办理，不受异议是否提出的影响。
        </p>
      </section>
      <section aria-labelledby="repair">
        <h2 id="repair">信息没有错，但已经改正</h2>
        <p>
          那是信用修复，不是异议，见<a href={paths.repairGuide}>信用修复指引</a>。
        </p>
      </section>
    </>
  );
}
