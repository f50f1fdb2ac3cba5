import type { LetterLanguage } from './language.js';

const ABOUT_LINK =
  'Bu salgylanma diňe siziň üçin, başga adama bermäň. Ony islän gezegiňizde açyp bilersiňiz, hasap we açar söz gerek däl, tölegi ýok. Islän wagtyňyz duruzyp bilersiňiz; saklan zadyňyz saklanyp galar.';
const IF_AFRAID =
  'Haýsydyr bir soraga jogap bermekden gorksaňyz, özüňizi ýa-da başga birini howp astyna salmaň: «Biz bilmeýäris» diýen jogaby saýlaň ýa-da soragy açyk galdyryň we işçileriň atlaryny hiç haçan ýazmaň. Eger kimdir biri şu wagt howp astynda bolsa, ilki ýurduňyzyň gyssagly kömek belgisine jaň ediň.';
const STANDING = [ABOUT_LINK, IF_AFRAID];

/** Turkmen, not yet read by somebody who speaks it. */
export const TURKMEN: LetterLanguage = {
  code: 'tk',
  locale: 'tk-TM',
  reviewed: false,
  greeting: ['Salam, {recipient}!', 'Salam!'],
  aboutLink: ABOUT_LINK,
  ifAfraid: IF_AFRAID,
  shortMessage:
    '{buyer}: {site} — bu ýerde adamlaryň nähili işleýändigi barada sorag. Jogap bermegiň möhleti: {due}. Hasap gerek däl, tölegi ýok. Jogap kimdir birine howp salyp bilse, açyk galdyryň.',
  letters: {
    assessment_invitation: {
      subject: '{buyer} iş şertleri barada soraýar: {site}',
      paragraphs: [
        '{buyer} sizden satyn alýar we şu ýerde adamlaryň nähili işleýändigi barada birnäçe sorag berýär: {site}.',
        'Jogap bermegiňizi haýyş edýäris, möhleti: {due}.',
        '{link}',
        'Dogruçyl jogap kämil jogapdan has peýdaly: bir zat tertipde bolmasa, bilelikde meýilnama düzüler.',
        ...STANDING,
      ],
    },
    reassessment_due: {
      subject: '{buyer} iş şertleri barada ýene soraýar: {site}',
      paragraphs: [
        'Şu ýerde adamlaryň nähili işleýändigine ýene seretmegiň wagty geldi: {site}. {buyer} bu soraglary wagtal-wagtal gaýtalaýar.',
        'Öňki jogaplaryňyz eýýäm ýazylan. Olary barlaň, üýtgän zady düzediň we iberiň, möhleti: {due}.',
        '{link}',
        ...STANDING,
      ],
    },
    assessment_returned: {
      subject: '{buyer} jogaplaryňyz barada soraýar: {site}',
      paragraphs: [
        '{buyer} şu ýer baradaky jogaplaryňyzy okady we käbirine ýene seretmegiňizi haýyş edýär: {site}.',
        'Bellikler soraglaryň ýanynda. Jogaplary täzeden iberiň, möhleti: {due}.',
        '{link}',
        ...STANDING,
      ],
    },
    assessment_reminder: {
      subject: '{buyer} jogaplaryňyza garaşýar: {site}',
      paragraphs: [
        'Ýatlatma: {buyer} sizden iş şertleri barada sorady ({site}), jogaplar entek iberilmedi.',
        'Jogaplary ibermegiňizi haýyş edýäris, möhleti: {day}.',
        '{link}',
        'Goşmaça wagt gerek bolsa, şu salgylanmanyň üsti bilen soraň.',
        ...STANDING,
      ],
    },
    assessment_overdue: {
      subject: '{buyer}: jogap bermegiň möhleti geçdi: {site}',
      paragraphs: [
        '{buyer} jogaplaryňyza garaşýardy ({site}), möhleti: {day}. Jogaplar entek iberilmedi.',
        'Jogaplar häzir hem peýdaly; bilmeýän zadyňyzy bilmeýändigiňizi aýdyň. Şu ýerden iberiň:',
        '{link}',
        'Goşmaça wagt gerek bolsa, şu salgylanmanyň üsti bilen soraň.',
        ...STANDING,
      ],
    },
    assessment_escalated: {
      subject: '{buyer} iş şertleri barada jogap almady: {site}',
      paragraphs: [
        '{buyer} kompaniýaňyzdan iş şertleri barada sorady ({site}), möhleti: {day}, emma jogap almady. Siz kompaniýanyň başga habarlaşylýan adamy, şonuň üçin size ýazýarys.',
        'Jogap bermegiňizi ýa-da kärdeşiňize kömek etmegiňizi haýyş edýäris:',
        '{link}',
        ...STANDING,
      ],
    },
    extension_approved: {
      subject: '{buyer} size goşmaça wagt berýär: {site}',
      paragraphs: [
        'Siz jogap bermek üçin goşmaça wagt soradyňyz ({site}). {buyer} razy.',
        'Jogaplary ibermegiňizi haýyş edýäris, täze möhlet: {day}.',
        '{link}',
        ...STANDING,
      ],
    },
    extension_declined: {
      subject: '{buyer} goşmaça wagt berip bilmeýär: {site}',
      paragraphs: [
        'Siz jogap bermek üçin goşmaça wagt soradyňyz ({site}). {buyer} öňki möhleti saklamagyňyzy haýyş edýär: {due}.',
        'Sebäbini salgylanmaňyzyň üsti bilen okap bilersiňiz. Doly bolmadyk jogap jogapsyzlykdan gowudyr; bilmeýän zadyňyzy bilmeýändigiňizi aýdyň:',
        '{link}',
        ...STANDING,
      ],
    },
  },
};
