/** A law or indicator that a question serves, in words. */
export interface Purpose {
  readonly kind: 'law' | 'indicator';
  /** As the manual names it: `csddd:10`, `ilo:7`. */
  readonly id: string;
  readonly name: string;
}

type Words = Readonly<Record<'en' | 'ru', string>>;

/** Laws by the first word of a hook; `{part}` is what stands after the colon, and `where` is left out where nothing does. */
const LAWS: Readonly<Record<string, { readonly name: Words; readonly where: Words }>> = {
  'au-msa': {
    name: { en: 'Australia: Modern Slavery Act 2018', ru: 'Австралия: закон о современном рабстве 2018 года' },
    where: { en: ', section 16(1)({part})', ru: ', статья 16(1)({part})' },
  },
  'ca-s211': {
    name: {
      en: 'Canada: Fighting Against Forced Labour and Child Labour in Supply Chains Act',
      ru: 'Канада: закон о борьбе с принудительным и детским трудом в цепочках поставок',
    },
    where: { en: ', reporting item {part}', ru: ', пункт отчёта {part}' },
  },
  csddd: {
    name: {
      en: 'European Union: Corporate Sustainability Due Diligence Directive',
      ru: 'Европейский союз: директива о должной осмотрительности компаний',
    },
    where: { en: ', Article {part}', ru: ', статья {part}' },
  },
  'eu-flr': {
    name: { en: 'European Union: Forced Labour Regulation', ru: 'Европейский союз: регламент о принудительном труде' },
    where: { en: ', Article {part}', ru: ', статья {part}' },
  },
  'fr-vigilance': {
    name: { en: 'France: duty of vigilance law', ru: 'Франция: закон об обязанности бдительности' },
    where: { en: ', measure {part}', ru: ', мера {part}' },
  },
  lksg: {
    name: { en: 'Germany: Supply Chain Due Diligence Act', ru: 'Германия: закон о должной осмотрительности в цепочках поставок' },
    where: { en: ', section {part}', ru: ', параграф {part}' },
  },
  'no-tra': {
    name: { en: 'Norway: Transparency Act', ru: 'Норвегия: закон об открытости' },
    where: { en: ', section {part}', ru: ', параграф {part}' },
  },
  'uk-msa': {
    name: { en: 'United Kingdom: Modern Slavery Act 2015', ru: 'Великобритания: закон о современном рабстве 2015 года' },
    where: { en: ', section 54(5)({part})', ru: ', статья 54(5)({part})' },
  },
  uflpa: {
    name: { en: 'United States: Uyghur Forced Labor Prevention Act', ru: 'США: закон о предотвращении принудительного труда уйгуров' },
    where: { en: ', section {part}', ru: ', раздел {part}' },
  },
};

/** The eleven indicators of forced labour of the International Labour Organization, by number. */
const INDICATORS: readonly Words[] = [
  { en: 'abuse of vulnerability', ru: 'злоупотребление уязвимым положением' },
  { en: 'deception', ru: 'обман' },
  { en: 'restriction of movement', ru: 'ограничение передвижения' },
  { en: 'isolation', ru: 'изоляция' },
  { en: 'physical and sexual violence', ru: 'физическое и сексуальное насилие' },
  { en: 'intimidation and threats', ru: 'запугивание и угрозы' },
  { en: 'retention of identity documents', ru: 'удержание документов' },
  { en: 'withholding of wages', ru: 'невыплата заработной платы' },
  { en: 'debt bondage', ru: 'долговая кабала' },
  { en: 'abusive working and living conditions', ru: 'недопустимые условия труда и жизни' },
  { en: 'excessive overtime', ru: 'чрезмерная сверхурочная работа' },
];

const ILO: Words = { en: 'ILO indicator of forced labour: {part}', ru: 'Признак принудительного труда (МОТ): {part}' };

const tongueOf = (language: string): 'en' | 'ru' => (language.toLowerCase().split('-')[0] === 'ru' ? 'ru' : 'en');

/** What a question serves, named in the reader's language as far as there are names; a hook that nobody knows stands for itself. */
export function purposesOf(
  { laws, ilo }: { readonly laws: readonly string[]; readonly ilo: readonly number[] },
  language: string,
): Purpose[] {
  const tongue = tongueOf(language);
  const ofLaws = laws.map((id): Purpose => {
    const [hook = '', part] = id.split(':');
    const law = Object.hasOwn(LAWS, hook) ? LAWS[hook] : undefined;
    if (law === undefined) return { kind: 'law', id, name: id };
    return { kind: 'law', id, name: `${law.name[tongue]}${part === undefined ? '' : law.where[tongue].replace('{part}', part)}` };
  });
  const ofIndicators = ilo.flatMap((number): Purpose[] => {
    const words = INDICATORS[number - 1];
    return words === undefined ? [] : [{ kind: 'indicator', id: `ilo:${number}`, name: ILO[tongue].replace('{part}', words[tongue]) }];
  });
  return [...ofLaws, ...ofIndicators];
}

const SEEN_BY: Words = {
  en: 'The compliance officers and auditors of {buyer} see this answer. No other supplier and no other buyer does.',
  ru: 'Этот ответ видят сотрудники по комплаенсу и аудиторы компании {buyer}. Другие поставщики и другие покупатели его не видят.',
};

const SEEN_BY_OWN: Words = {
  en: 'The compliance officers and auditors of {buyer} see this answer. No supplier does.',
  ru: 'Этот ответ видят сотрудники по комплаенсу и аудиторы компании {buyer}. Поставщики его не видят.',
};

/** Who will see an answer, in a sentence: what somebody wants to know before they are honest. */
export const seenBy = (buyer: string, audience: string, language: string): string =>
  (audience === 'buyer' ? SEEN_BY_OWN : SEEN_BY)[tongueOf(language)].replace('{buyer}', () => buyer);
