import { About } from './about.tsx';
import { AccountView, EnrolmentView, RecoveryCodesView } from './account.tsx';
import { CatalogueView } from './catalogue.tsx';
import { CategoryView } from './category.tsx';
import { CorrectionsView } from './corrections.tsx';
import { CreditView } from './credit.tsx';
import { HomeView } from './home.tsx';
import { InboxMessageView, InboxView } from './inbox.tsx';
import { ListView } from './list.tsx';
import { ListsView } from './lists.tsx';
import { MessageView } from './message.tsx';
import type { Page } from './model.ts';
import { ObjectionGuide } from './objection-guide.tsx';
import { PublicityView } from './publicity.tsx';
import { RepairGuide } from './repair-guide.tsx';
import { RepairsView } from './repairs.tsx';
import { ReportReceivedView, ReportStateView, ReportView } from './report.tsx';
import { SearchView } from './search.tsx';
import { InvitationView, SecondFactorView, SignInView } from './sign-in.tsx';
import { SubjectView } from './subject.tsx';

export function PageBody({ page }: { page: Page }) {
  switch (page.page) {
    case 'home':
      return <HomeView page={page} />;
    case 'search':
      return <SearchView page={page} />;
    case 'subject':
      return <SubjectView page={page} />;
    case 'publicity':
      return <PublicityView page={page} />;
    case 'lists':
      return <ListsView page={page} />;
    case 'corrections':
      return <CorrectionsView page={page} />;
    case 'list':
      return <ListView page={page} />;
    case 'catalogue':
      return <CatalogueView page={page} />;
    case 'category':
      return <CategoryView page={page} />;
    case 'about':
      return <About />;
    case 'guide':
      return page.guide === 'repair' ? <RepairGuide page={page} /> : <ObjectionGuide page={page} />;
    case 'message':
      return <MessageView page={page} />;
    case 'report':
      return <ReportView page={page} />;
    case 'report-received':
      return <ReportReceivedView page={page} />;
    case 'report-state':
      return <ReportStateView page={page} />;
    case 'sign-in':
      return <SignInView page={page} />;
    case 'second-factor':
      return <SecondFactorView page={page} />;
    case 'invitation':
      return <InvitationView page={page} />;
    case 'account':
      return <AccountView page={page} />;
    case 'credit':
      return <CreditView page={page} />;
    case 'repairs':
      return <RepairsView page={page} />;
    case 'inbox':
      return <InboxView page={page} />;
    case 'inbox-message':
      return <InboxMessageView page={page} />;
    case 'enrolment':
      return <EnrolmentView page={page} />;
    case 'recovery-codes':
      return <RecoveryCodesView page={page} />;
  }
}

export function titleOf(page: Page): string {
  switch (page.page) {
    case 'home':
      return '公共信用信息平台';
    case 'search':
      return page.query === '' ? '查询' : `查询“${page.query}”`;
    case 'subject':
    case 'list':
    case 'category':
      return page.name;
    case 'publicity':
      return `${page.kindName}公示`;
    case 'lists':
      return '名单';
    case 'corrections':
      return '更正公告';
    case 'catalogue':
      return '信用目录';
    case 'about':
      return '关于本平台';
    case 'guide':
      return page.guide === 'repair' ? '信用修复指引' : '异议指引';
    case 'message':
    case 'inbox-message':
      return page.title;
    case 'report':
      return '失信举报';
    case 'report-received':
      return '举报已收到';
    case 'report-state':
      return '查询举报的办理情况';
    case 'sign-in':
      return '登录';
    case 'second-factor':
      return '第二重验证';
    case 'invitation':
      return '设置口令';
    case 'account':
      return '我的账号';
    case 'credit':
      return '我的信用';
    case 'repairs':
      return '申请信用修复';
    case 'inbox':
      return '我的消息';
    case 'enrolment':
      return '绑定验证器';
    case 'recovery-codes':
      return '恢复码';
  }
}
