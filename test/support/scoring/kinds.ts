import type { SiteProfile } from '../../../src/domain/scoring/site-facts.js';

/** A kind of supplier that there really is, and what is true of it: its workforce, told honestly. */
export interface Kind {
  readonly id: string;
  readonly title: string;
  readonly site: SiteProfile;
  readonly truth: Readonly<Record<string, unknown>>;
}

const site = (country: string, isic: string, goods: readonly string[], more: Partial<SiteProfile> = {}): SiteProfile => ({
  country,
  region: null,
  isic,
  goodsMode: goods.length === 0 ? 'services' : 'declared',
  goods: goods.map((good) => ({ good, iso3: country })),
  goodsUnmatched: 0,
  workers: 200,
  ...more,
});

/** Local workers on the firm's own contracts; a kind says in what it is otherwise. */
const SETTLED = {
  P5: 'none',
  R1: 'under_quarter',
  R2: 0,
  R3: 'no',
  R4: 'none',
  R5: 'no',
  R6: 'yes',
  R7: ['none'],
  R9: ['none'],
  R10: 'no_posted',
  R11: ['none'],
  R12: 'no',
  R14: 'neither',
};
const AGENCY_MIGRANTS = {
  ...SETTLED,
  P5: 'housing',
  R1: 'under_half',
  R2: 45,
  R3: 'yes',
  R4: 'two',
  R7: ['documents'],
  R9: ['tied_permit', 'agent_chain'],
  R10: 'both',
};

const GARMENTS = { ...SETTLED, R1: 'under_half', R4: 'one', R7: ['hours'], R11: ['night'] };

/** The rows of the table in docs/methodology.md. */
export const KINDS: readonly Kind[] = [
  { id: 'garments_china', title: 'Garments, China', site: site('CHN', '14', ['garments']), truth: { ...GARMENTS, P5: 'housing' } },
  { id: 'garments_bangladesh', title: 'Garments, Bangladesh', site: site('BGD', '14', ['garments']), truth: GARMENTS },
  {
    id: 'garments_italy',
    title: 'Garments, Italy',
    site: site('ITA', '14', ['garments']),
    truth: { ...GARMENTS, R2: 35, R9: ['permit'], R14: 'agreement_only' },
  },
  {
    id: 'cotton_turkmenistan',
    title: 'Cotton, Turkmenistan',
    site: site('TKM', '01', ['cotton']),
    truth: { ...SETTLED, R1: 'over_half', R4: 'one', R11: ['moving_sites'], R12: 'yes' },
  },
  {
    id: 'construction_germany',
    title: 'Construction with agency migrants, Germany',
    site: site('DEU', '41', []),
    truth: { ...AGENCY_MIGRANTS, R5: 'yes', R11: ['moving_sites'], R14: 'agreement_only' },
  },
  {
    id: 'cleaning_finland',
    title: 'Cleaning with agency migrants, Finland',
    site: site('FIN', '81', []),
    truth: { ...AGENCY_MIGRANTS, P5: 'none', R11: ['night', 'little_supervised'], R14: 'agreement_only' },
  },
  {
    id: 'software_sweden',
    title: 'Software, Sweden',
    site: site('SWE', '62', []),
    truth: { ...SETTLED, R1: 'none', R2: 12, R9: ['permit'], R14: 'both' },
  },
  {
    id: 'electronics_malaysia',
    title: 'Electronics, Malaysia',
    site: site('MYS', '26', ['electronics']),
    truth: { ...AGENCY_MIGRANTS, R2: 65, R9: ['tied_permit', 'listed_country', 'agent_chain'], R11: ['night'], R14: 'neither' },
  },
  {
    id: 'bricks_pakistan',
    title: 'Brick kiln, Pakistan',
    site: site('PAK', '23', ['bricks']),
    truth: { ...SETTLED, P5: 'housing', R1: 'over_half', R4: 'one', R5: 'yes', R7: ['documents', 'hours'], R11: ['isolated'], R12: 'yes' },
  },
  {
    id: 'fishing_thailand',
    title: 'Fishing, Thailand',
    site: site('THA', '03', ['fish']),
    truth: {
      ...AGENCY_MIGRANTS,
      P5: 'both',
      R1: 'over_half',
      R2: 80,
      R9: ['tied_permit', 'agent_chain'],
      R11: ['isolated', 'night'],
      R12: 'yes',
    },
  },
];

/** Controls of a supplier that means well and has not done much yet. */
export const WEAK: Readonly<Record<string, unknown>> = {
  S1: 'written',
  S2: ['own_staff'],
  S3: 'general',
  S4: 'named',
  S5: 'informal',
  S6: ['law'],
  S7: 20,
  S8: 'informed',
  S9: ['audit_findings'],
  C1: 'some',
  C2: 'some',
  C3: 'some',
  C4: 'licence_only',
  C5: 'firm_only',
  C7: 'checked_in_part',
  C8: 'start_only',
  C9: 'no',
  K3: ['current_list'],
  K4: 'some',
  K6: 'ban_only',
  K7: ['full_pay', 'pay_slip'],
  W1: 'on_arrival',
  W2: 'not_compared',
  W3: 'agreed_at_cost',
  W4: 'paid_repaid',
  W5: 'own_locker',
  W6: 'agreed_rules',
  W7: 'over_limit',
  W8: 'not_checked',
  W9: ['gear', 'training'],
  W10: 'none_known',
  W11: 'remote_linked',
  W12: 'tied_permit',
  W13: 'not_checked',
  W14: 'not_compared',
  G1: 'own_staff',
  G3: 'spoken',
  G4: ['police', 'hotline'],
  G5: 'spoken',
  G6: 'no_cases',
};
