import type { LetterLanguage } from './language.js';

const ABOUT_LINK =
  '此链接仅供您本人使用，请勿转发。链接可以反复打开，不需要账号和密码，也不收取任何费用。您可以随时中断，已保存的内容会保留。';
const IF_AFRAID =
  '如果您害怕回答某个问题，请不要让自己或他人陷入危险：请选择“我们不知道”，或者不作回答，并且绝不要写出工人的姓名。如果有人此刻正处于危险之中，请先拨打您所在国家的紧急求助电话。';
const STANDING = [ABOUT_LINK, IF_AFRAID];

/** Chinese in simplified characters, not yet read by somebody who speaks it. */
export const CHINESE: LetterLanguage = {
  code: 'zh',
  locale: 'zh-CN',
  reviewed: false,
  greeting: ['{recipient}，您好：', '您好：'],
  aboutLink: ABOUT_LINK,
  ifAfraid: IF_AFRAID,
  shortMessage: '{buyer} 想了解 {site} 的工作条件。请在 {due} 前回答。不需要账号，不收费。如果某个回答可能使人陷入危险，请不要作答。',
  letters: {
    assessment_invitation: {
      subject: '{buyer} 询问工作条件：{site}',
      paragraphs: [
        '{buyer} 向贵方采购，并想就以下工作场所的工作情况提出一些问题：{site}。',
        '请在 {due} 前回答：',
        '{link}',
        '诚实的回答比完美的回答更有帮助：如果有不妥之处，将由双方一起制定改进计划。',
        ...STANDING,
      ],
    },
    reassessment_due: {
      subject: '{buyer} 再次询问工作条件：{site}',
      paragraphs: [
        '现在需要再次了解以下工作场所的工作情况：{site}。{buyer} 会不时提出同样的问题。',
        '您上次的回答已经填入。请核对，修改已经变化的内容，并在 {due} 前提交：',
        '{link}',
        ...STANDING,
      ],
    },
    assessment_returned: {
      subject: '{buyer} 对您的回答有疑问：{site}',
      paragraphs: [
        '{buyer} 已阅读您关于以下工作场所的回答，请您再看一看其中的一些回答：{site}。',
        '意见写在相应的问题旁边。请在 {due} 前重新提交：',
        '{link}',
        ...STANDING,
      ],
    },
    assessment_reminder: {
      subject: '{buyer} 在等待您的回答：{site}',
      paragraphs: [
        '提醒您：{buyer} 询问了 {site} 的工作条件，您的回答尚未提交。',
        '请在 {day} 前提交：',
        '{link}',
        '如果需要更多时间，请通过同一链接提出。',
        ...STANDING,
      ],
    },
    assessment_overdue: {
      subject: '{buyer}：回答的日期已过：{site}',
      paragraphs: [
        '{buyer} 希望在 {day} 前得到关于 {site} 的回答，但回答尚未提交。',
        '现在回答仍然有用，不知道的地方请如实说明。请通过以下链接提交：',
        '{link}',
        '如果需要更多时间，请通过同一链接提出。',
        ...STANDING,
      ],
    },
    assessment_escalated: {
      subject: '{buyer} 尚未收到关于工作条件的回答：{site}',
      paragraphs: [
        '{buyer} 向贵公司询问了 {site} 的工作条件，请求在 {day} 前回答，但尚未收到回答。您是贵公司的另一位联系人，因此我们写信给您。',
        '请您回答，或者帮助同事回答：',
        '{link}',
        ...STANDING,
      ],
    },
    extension_approved: {
      subject: '{buyer} 同意延长时间：{site}',
      paragraphs: ['您请求用更多时间回答关于 {site} 的问题。{buyer} 同意了。', '请在 {day} 前提交您的回答：', '{link}', ...STANDING],
    },
    extension_declined: {
      subject: '{buyer} 不能延长时间：{site}',
      paragraphs: [
        '您请求用更多时间回答关于 {site} 的问题。{buyer} 请您仍按 {due} 的日期回答。',
        '原因可以通过您的链接查看。有缺漏的回答也比没有回答好，不知道的地方请如实说明：',
        '{link}',
        ...STANDING,
      ],
    },
  },
};
