/** The languages in which the product itself explains a score; texts of questions may exist in more. */
export type ExplainLanguage = 'en' | 'ru';

const EN = {
  headline: 'Risk {residual} of 100, between {best} and {worst} on what is known; band: {band}; confidence {confidence} of 100.',
  caveat: 'A country index is a measure of a state and a goods listing of a trade: neither is proof about a supplier.',
  notFinal: 'This score is not final: it may change as more becomes known.',
  editions: 'Indices used: {editions}.',

  country:
    'Country {country}: governance {governance}, response to trafficking {trafficking}, response to child labour {child}. Together {value} of 100.',
  sector: 'Sector {sector}: rated {value} of 100 for this kind of work, whoever does it.',
  sectorUnknown: 'The sector is not known; {value} of 100 is assumed until it is.',
  goodsServices: 'Only services are delivered, so no goods count.',
  goods: '{good}: the gravest of the goods named, rated {value} of 100.',
  goodsClear: 'None of the goods named is listed as made with child or forced labour.',
  goodsOpen: 'Not every good is named or recognised; {value} of 100 is assumed until it is.',

  exposureAnswered: '“{question}” The answer shows an exposure of {exposure} of 100. Proof: {evidence}.',
  exposureUnproven:
    '“{question}” The answer shows an exposure of {exposure} of 100. Proof: {evidence}. Without full proof it counts as {value}; proof would lower this.',
  exposureUnknown: '“{question}” The answer is “we do not know”, which counts as {value} of 100.',
  exposureOpen: '“{question}” Not answered yet; until then it counts as is usual in the sector, {value} of 100.',
  exposureOverdue: '“{question}” Not answered in time, which counts as {value} of 100.',
  workforceUnasked: 'Nothing has been asked about the workforce yet, so what is usual in the sector counts: {value} of 100.',
  floor: '{floor} The risk before controls is therefore at least {value}.',
  floorReason: 'A grave fact about this site sets a lowest value.',

  controlAnswered: '“{question}” The answer scores {score} of 100. Proof: {evidence}. It counts as {value}.',
  controlUnknown: '“{question}” The answer is “we do not know”, so no control counts here.',
  controlUnanswered: '“{question}” There is no answer, so no control counts here.',

  case: 'Open finding ({severity}): {case}',
  caseZeroTolerance: 'Open zero-tolerance finding ({severity}): {case} While it is open the score stays at {value} or above.',
  caseReason: 'something found here is not settled yet.',
  caseCap: 'Major and minor findings together count {value} at most.',
  signalFading: '{signal} It counts less the older it gets.',
  signalStanding: '{signal} It counts in full until the matter is closed and verified.',
  signalAuditClean: 'An audit on site found nothing major.',
  signalAuditMajor: 'An audit on site found major non-conformities.',
  signalWorkersConfirm: 'Workers confirmed in a survey what was answered.',
  signalWorkersContradict: 'Workers contradicted in a survey what was answered.',
  signalReport: 'A substantiated report speaks against this site.',
  signalMedia: 'Reports in the media speak against this site.',
  signalBuyer: 'The way the buyer itself orders, prices and pays adds to the risk here.',
  signalAdverse: 'A dated report speaks against this site.',
  signalCredit: 'A dated report speaks for this site.',
  signalCap: 'Good news together takes off {value} at most.',
  inherited: 'Suppliers further up the chain bring their own risk with them; the score is not below {value}.',
  residualFloor: '{floor} No control of a supplier can bring the score below {value}.',
  residualFloorReason: 'This risk is not in the hands of the supplier.',
  zeroTolerance: 'A zero-tolerance case is open. The score stays at {value} or above until people close it with verification.',
  bounds: 'A score is kept between 0 and 100.',

  unknownValue: 'not known',
  declared: 'a claim only',
  documented: 'an accepted document',
  verified: 'verified',
  critical: 'critical',
  major: 'major',
  minor: 'minor',
  bandLow: 'low',
  bandMedium: 'medium',
  bandHigh: 'high',
  bandCritical: 'critical',
  indexGovernance: 'governance',
  indexTrafficking: 'response to trafficking',
  indexChildLabour: 'response to child labour',
  indexSector: 'sectors',
  indexGoods: 'goods',
} as const;

export type SentenceKey = keyof typeof EN;

const RU: Readonly<Record<SentenceKey, string>> = {
  headline: 'Риск {residual} из 100; по известным данным — от {best} до {worst}; уровень: {band}; достоверность {confidence} из 100.',
  caveat: 'Индекс страны оценивает государство, а список товаров — отрасль: ни то, ни другое не доказывает ничего о поставщике.',
  notFinal: 'Эта оценка не окончательна: она может измениться, когда станет известно больше.',
  editions: 'Использованные индексы: {editions}.',

  country:
    'Страна {country}: управление {governance}, борьба с торговлей людьми {trafficking}, борьба с детским трудом {child}. Вместе {value} из 100.',
  sector: 'Отрасль {sector}: {value} из 100 для такой работы, кто бы её ни выполнял.',
  sectorUnknown: 'Отрасль не известна; пока это так, принимается {value} из 100.',
  goodsServices: 'Поставляются только услуги, поэтому товары не учитываются.',
  goods: '{good}: самый рискованный из названных товаров, {value} из 100.',
  goodsClear: 'Ни один из названных товаров не входит в списки товаров, созданных детским или принудительным трудом.',
  goodsOpen: 'Не все товары названы или распознаны; пока это так, принимается {value} из 100.',

  exposureAnswered: '«{question}» Ответ показывает подверженность риску {exposure} из 100. Подтверждение: {evidence}.',
  exposureUnproven:
    '«{question}» Ответ показывает подверженность риску {exposure} из 100. Подтверждение: {evidence}. Без полного подтверждения учитывается {value}; подтверждение снизит это значение.',
  exposureUnknown: '«{question}» Ответ «мы не знаем» учитывается как {value} из 100.',
  exposureOpen: '«{question}» Ответа пока нет; до ответа учитывается обычное для отрасли значение, {value} из 100.',
  exposureOverdue: '«{question}» Ответ не получен в срок, это учитывается как {value} из 100.',
  workforceUnasked: 'О работниках ещё ничего не спрашивали, поэтому учитывается обычное для отрасли значение: {value} из 100.',
  floor: '{floor} Поэтому риск до мер контроля не ниже {value}.',
  floorReason: 'Серьёзный факт об этом объекте задаёт наименьшее значение.',

  controlAnswered: '«{question}» Оценка ответа — {score} из 100. Подтверждение: {evidence}. Учитывается как {value}.',
  controlUnknown: '«{question}» Ответ — «мы не знаем», поэтому мера контроля не учитывается.',
  controlUnanswered: '«{question}» Ответа нет, поэтому мера контроля не учитывается.',

  case: 'Открытое замечание ({severity}): {case}',
  caseZeroTolerance: 'Открытое замечание нулевой терпимости ({severity}): {case} Пока оно открыто, оценка не опускается ниже {value}.',
  caseReason: 'обнаруженное здесь ещё не устранено.',
  caseCap: 'Существенные и незначительные замечания вместе дают не больше {value}.',
  signalFading: '{signal} Со временем это учитывается всё меньше.',
  signalStanding: '{signal} Это учитывается полностью, пока вопрос не закрыт и не проверен.',
  signalAuditClean: 'Проверка на месте не нашла ничего существенного.',
  signalAuditMajor: 'Проверка на месте нашла существенные несоответствия.',
  signalWorkersConfirm: 'Работники в опросе подтвердили данные ответы.',
  signalWorkersContradict: 'Слова работников в опросе расходятся с данными ответами.',
  signalReport: 'Подтверждённое сообщение говорит против этого объекта.',
  signalMedia: 'Сообщения в прессе говорят против этого объекта.',
  signalBuyer: 'То, как заказывает, назначает цены и платит сам заказчик, увеличивает здесь риск.',
  signalAdverse: 'Датированное сообщение говорит против этого объекта.',
  signalCredit: 'Датированное сообщение говорит в пользу этого объекта.',
  signalCap: 'Хорошие известия вместе снижают оценку не больше чем на {value}.',
  inherited: 'Поставщики дальше по цепочке приносят свой риск; оценка не ниже {value}.',
  residualFloor: '{floor} Никакие меры поставщика не могут опустить оценку ниже {value}.',
  residualFloorReason: 'Этот риск не во власти поставщика.',
  zeroTolerance: 'Открыт случай нулевой терпимости. Оценка не опускается ниже {value}, пока люди не закроют его с проверкой.',
  bounds: 'Оценка остаётся в пределах от 0 до 100.',

  unknownValue: 'не известно',
  declared: 'только заявление',
  documented: 'принятый документ',
  verified: 'проверено',
  critical: 'критическое',
  major: 'существенное',
  minor: 'незначительное',
  bandLow: 'низкий',
  bandMedium: 'средний',
  bandHigh: 'высокий',
  bandCritical: 'критический',
  indexGovernance: 'управление',
  indexTrafficking: 'борьба с торговлей людьми',
  indexChildLabour: 'борьба с детским трудом',
  indexSector: 'отрасли',
  indexGoods: 'товары',
};

const SENTENCES: Readonly<Record<ExplainLanguage, Readonly<Record<SentenceKey, string>>>> = { en: EN, ru: RU };

/** The language that is written for a BCP 47 tag: `ru-KZ` reads Russian, any other language English. */
export const explainLanguage = (tag: string): ExplainLanguage => (/^ru\b/i.test(tag) ? 'ru' : 'en');

/** A figure as the language writes it; the value must be rounded already. */
export const figure = (language: ExplainLanguage, value: number): string =>
  language === 'ru' ? String(value).replace('.', ',') : String(value);

/** Fills a sentence; numbers are written as the language writes them. A name without a value is left as it stands. */
export const sentence = (language: ExplainLanguage, key: SentenceKey, values: Readonly<Record<string, string | number>> = {}): string =>
  SENTENCES[language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'number' ? figure(language, value) : value;
  });
