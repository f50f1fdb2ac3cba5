/** Words that stand in every letter with a questionnaire's link. */
export const ABOUT_LINK_EN =
  'The link is yours alone: please do not pass it on. It opens as often as you like, needs no account and no password, and costs nothing. You can stop at any time; what you saved stays saved.';
export const IF_AFRAID_EN =
  'If you are afraid to answer a question, do not put yourself or anyone else at risk: choose "We do not know" or leave it open, and never write the names of workers. If someone is in danger now, first call the emergency number of your country.';
export const ABOUT_LINK_RU =
  'Ссылка предназначена только вам, пожалуйста, не передавайте её другим. Открывать её можно сколько угодно раз, учётная запись и пароль не нужны, платить ничего не надо. Прерваться можно в любой момент: всё сохранённое останется.';
export const IF_AFRAID_RU =
  'Если отвечать на какой-то вопрос боязно, не подвергайте опасности ни себя, ни других: выберите «Мы не знаем» или оставьте его без ответа и никогда не пишите имён работников. Если кому-то грозит опасность прямо сейчас, сначала позвоните в экстренную службу своей страны.';
