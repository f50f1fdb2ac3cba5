import { pickLanguage } from '../../../domain/assessment/pick-language.js';

const NOTICES: Readonly<Record<string, string>> = {
  en: 'Before you send a file: black out the names, faces, addresses and numbers of workers. Never send copies of passports or identity cards. Show how things are done, not who the people are. The company that asked you sees the file; if it names anyone, tell that company, and it can have the file blacked out or removed.',
  ru: 'Прежде чем отправить файл, закройте имена, лица, адреса и номера работников. Никогда не присылайте копии паспортов и удостоверений личности. Покажите, как всё устроено, а не кто эти люди. Файл увидит компания, которая задаёт вопросы; если в нём кто-то назван, сообщите ей: она может закрыть имена или удалить файл.',
};

/** What is said before a file is sent, in the first of the wished languages that it was written in. */
export const evidenceNotice = (wishes: readonly (string | null | undefined)[]): string =>
  NOTICES[pickLanguage(Object.keys(NOTICES), wishes, 'en')] ?? '';
