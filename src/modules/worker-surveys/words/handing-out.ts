/** Who hands the link of a survey out. The employer is none of them: workers could not answer what their employer watches. */
export const CHANNELS = ['union', 'ngo', 'community', 'hotline', 'visit', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

const EN: Readonly<Record<Channel, string>> = {
  union: 'Let the union hand it out at its own meetings and through its own lists, never through the company’s.',
  ngo: 'Let the organisation hand it out where it meets workers anyway, and offer to stay in touch.',
  community:
    'Hand it out where workers live or meet in their free time: shops, places of prayer, clubs, groups in messengers that no manager reads.',
  hotline: 'Let the hotline offer it to whoever calls from this site, after what they called about.',
  visit: 'Hand it out yourself, off the site and out of working hours. An auditor invited by the employer does not do so on the premises.',
  post: 'Send it to homes, in a plain envelope without a sender that tells what it is about. Not to housing that the employer runs.',
};
const RU: Readonly<Record<Channel, string>> = {
  union: 'Пусть профсоюз раздаст её на своих собраниях и по своим спискам, но не через предприятие.',
  ngo: 'Пусть организация раздаст её там, где она и так встречается с работниками, и предложит оставаться на связи.',
  community:
    'Раздавайте там, где работники живут или проводят свободное время: магазины, места молитвы, клубы, чаты, которых не читает начальство.',
  hotline: 'Пусть горячая линия предлагает её тем, кто звонит с этой площадки, после того как помогла по их вопросу.',
  visit:
    'Раздавайте сами, за пределами площадки и вне рабочего времени. Аудитор, которого пригласил работодатель, на территории этого не делает.',
  post: 'Отправляйте домой, в простом конверте без отправителя, по которому всё понятно. Не в жильё, которым управляет работодатель.',
};
const ALWAYS_EN = [
  'Never give the link or the code to the employer, a manager, a team leader, a labour agency or anybody whom they pay, and never let them hand it out.',
  'Do not say to anyone at the supplier that there is a survey. In the product nothing of it can be seen by the supplier.',
  'Hand it to everyone you meet, not to chosen people, and do not watch, wait or ask who answered. Keep no list.',
  'Tell people that they may throw it away, that they may skip any question, and whom they can call. Help nobody to fill it in unless they ask you to.',
  'Do not hang it up at the site. Who is seen reading it is in danger.',
  'Whoever has the link can answer more than once; nobody can tell. So give it only to people you trust to pass it on to workers.',
];
const ALWAYS_RU = [
  'Никогда не давайте ссылку или код работодателю, начальству, бригадирам, агентству и тем, кому они платят, и не позволяйте им раздавать их.',
  'Никому у поставщика не говорите, что идёт опрос. В системе поставщик ничего о нём не видит.',
  'Давайте её всем, кого встретите, а не избранным; не наблюдайте, не ждите и не спрашивайте, кто ответил. Не ведите списков.',
  'Скажите людям, что листок можно выбросить, любой вопрос пропустить и куда можно позвонить. Не помогайте заполнять, если об этом не просят.',
  'Не вывешивайте на площадке. Тот, кого увидят за чтением, в опасности.',
  'Тот, у кого есть ссылка, может ответить не один раз, и этого никто не заметит. Поэтому давайте её лишь тем, кому доверяете передать её работникам.',
];

/** What whoever hands the link out must know. */
export const handingOut = (channel: Channel, language: string): readonly string[] =>
  language.split('-')[0] === 'ru' ? [RU[channel], ...ALWAYS_RU] : [EN[channel], ...ALWAYS_EN];
