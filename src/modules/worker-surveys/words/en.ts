import type { SurveyWords } from './words.js';

export const ENGLISH: SurveyWords = {
  code: 'en',
  reviewed: true,
  title: 'Questions about your work',
  intro: [
    '{buyer} asks. It buys from companies such as the one you work for, and wants to know how people really work there.',
    'Nobody is named. Do not tell us who you are. We do not keep your phone, your address or the time.',
    'You may skip any question, and stop whenever you like. You need no account, and it costs nothing.',
    'Who sees the result: only people of {buyer} who look after working conditions, only once at least five workers have answered, and only in words such as "some" or "most". Nobody ever sees what one person answered.',
    'Your employer never sees single answers, and this survey is not handed out by your employer. If your boss gave you this link, or wants to watch you answer, do not answer.',
    'Answer where nobody watches you, on a phone that is not your employer’s, and not over the internet of your employer. Afterwards close this page and delete it from the history of the phone.',
  ],
  help: [
    'Nobody can find you or help you through these answers. If you or somebody else is in danger now, call the police or the emergency number of the country.',
    'For advice turn to whoever gave you this link, to a trade union, a workers’ or migrants’ organisation, the labour inspectorate, or the embassy of your country. You have a right to help even without papers.',
  ],
  until: 'Answers are taken until {day}.',
  oneChoice: 'Choose one. If several are true, choose the worst.',
  manyChoices: 'Choose all that are true.',
  skip: 'I skip this question',
  unknown: 'I do not know',
  send: 'Send',
  thanks: [
    'Thank you. Your answers have been added to those of the others.',
    'Now close this page and delete it from the history of the phone.',
  ],
  closed: 'No answers are taken here any more, or not yet.',
  wait: 'Too many people are answering at this moment. Please wait a minute and try again.',
  scan: 'Scan this with the camera of your own phone, or type the address. Not at work.',
};
