import type { MessagePage } from '../../../../web/src/portal/model.ts';

export function noSuchPage(): MessagePage {
  return {
    page: 'message',
    title: '没有找到这个页面',
    sentences: ['地址可能输入有误，或者页面已经移走。可以在下面重新查询。'],
    query: '',
  };
}

/** What was asked for is not repeated: it may be a person's number. */
export function noSuchSubject(): MessagePage {
  return {
    page: 'message',
    title: '没有找到这家企业或组织',
    sentences: [
      '请核对统一社会信用代码；也可以输入名称查询。',
      '本平台只有企业和其他组织的公共信用信息，没有自然人的。已经结束公示的信息不再显示。',
    ],
    query: '',
  };
}

export function outOfOrder(requestId: string): MessagePage {
  return {
    page: 'message',
    title: '页面暂时打不开',
    sentences: [
      '平台出现内部错误，已记入日志，请稍后再试。',
      `仍打不开时，请把本次请求编号告诉平台管理员：${requestId}`,
    ],
    query: '',
  };
}
