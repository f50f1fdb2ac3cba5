import type { SurveyWords } from './words.js';

/** Turkmen, not yet read by somebody who speaks it. */
export const TURKMEN: SurveyWords = {
  code: 'tk',
  reviewed: false,
  title: 'Işiňiz barada soraglar',
  intro: [
    'Soraýan: {buyer}. Ol siziň işleýän ýeriňiz ýaly kärhanalardan satyn alýar we adamlaryň ol ýerde hakykatda nähili işleýändigini bilmek isleýär.',
    'At ýazylmaýar. Kimdigiňizi ýazmaň. Biz telefonyňyzy, salgyňyzy ýa-da wagty saklamaýarys.',
    'Islendik soragy geçip bilersiňiz, islän wagtyňyz durup bilersiňiz. Hasap gerek däl, pul almaýar.',
    'Netijäni kim görer: diňe {buyer} kompaniýasynyň iş şertlerine seredýän adamlary, diňe azyndan bäş işçi jogap berenden soň, we diňe “käbirleri” ýa-da “köpüsi” ýaly sözler bilen. Bir adamyň näme jogap berendigini hiç kim hiç haçan görmez.',
    'Iş berijiňiz aýratyn jogaplary hiç haçan görmeýär, bu soragnamany hem iş beriji paýlamaýar. Baglanyşygy başlyk beren bolsa ýa-da jogap berşiňize seretmek islese, jogap bermäň.',
    'Hiç kim size seretmeýän ýerde jogap beriň, iş berijiniň telefonyndan däl, iş berijiniň internetinden hem däl. Soňra sahypany ýapyň we telefonyň taryhyndan öçüriň.',
  ],
  help: [
    'Bu jogaplar boýunça sizi hiç kim tapyp ýa-da size kömek edip bilmez. Siz ýa-da başga biri häzir howp astynda bolsa, polisiýa ýa-da ýurduň gyssagly kömek belgisine jaň ediň.',
    'Maslahat üçin bu baglanyşygy beren adama, kärdeşler arkalaşygyna, işçileriň ýa-da migrantlaryň guramasyna, zähmet inspeksiýasyna ýa-da ýurduňyzyň ilçihanasyna ýüz tutuň. Resminamaňyz bolmasa-da, kömek almaga hakyňyz bar.',
  ],
  until: 'Jogaplar {day} güni aýagyna çenli kabul edilýär.',
  oneChoice: 'Birini saýlaň. Birnäçesi dogry bolsa, iň erbedini saýlaň.',
  manyChoices: 'Dogry bolanlaryň hemmesini saýlaň.',
  skip: 'Bu soragy geçýärin',
  unknown: 'Bilemok',
  send: 'Ugrat',
  thanks: ['Sag boluň. Jogaplaryňyz beýlekileriňkä goşuldy.', 'Indi bu sahypany ýapyň we telefonyň taryhyndan öçüriň.'],
  closed: 'Bu ýerde jogaplar indi kabul edilmeýär ýa-da heniz başlanmady.',
  wait: 'Häzir gaty köp adam jogap berýär. Bir minut garaşyp, gaýtadan synanyşyň.',
  scan: 'Öz telefonyňyzyň kamerasy bilen okadyň ýa-da salgyny ýazyň. Iş ýerinde däl.',
};
