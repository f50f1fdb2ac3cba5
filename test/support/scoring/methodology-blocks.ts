import { computeScore } from '../../../src/domain/scoring/compute.js';
import type { ScoreInputs } from '../../../src/domain/scoring/inputs.js';
import { methodOf } from '../../../src/domain/scoring/method-of.js';
import type { Methodology, Range } from '../../../src/domain/scoring/methodology.js';
import { scoreSite } from '../../../src/domain/scoring/score-site.js';
import type { Shipped } from '../shipped.js';
import { behavioursTable } from './behaviours.js';
import { cottonFarm } from './inputs.js';

/** The parts of docs/methodology.md that hold figures, by name: each is made from the content and the engine, and from nothing else. */
export type Blocks = Readonly<Record<string, string>>;

type Cell = string | number;

const table = (head: readonly Cell[], rows: readonly (readonly Cell[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const two = (value: number): string => value.toFixed(2).replace('-', '−');
const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
const range = ({ point, best, worst }: { readonly point: number | null; readonly best: number; readonly worst: number }): string =>
  `${point === null ? 'the mean of the other two' : point} (${best}–${worst})`;

const parts = ({ inherent: { weights } }: Methodology): string =>
  table(
    ['Part', 'Weight', 'What it says'],
    [
      ['Country', percent(weights.country), 'how well the state governs, acts against trafficking and acts against child labour'],
      ['Sector', percent(weights.sector), 'how often labour is exploited in this kind of work'],
      ['Goods', percent(weights.goods), 'whether the goods are listed as made with forced or child labour'],
      [
        'Workforce',
        percent(weights.workforce),
        'what the site says of its workers: from abroad, through agencies, paid in cash, housed by the employer …',
      ],
    ],
  );

const country = ({ country: { parts: three }, tables: { tip, childLabour } }: Methodology): string => {
  const of = (id: string): readonly Cell[] => {
    const part = three.find((one) => one.id === id);
    return part === undefined ? [] : [percent(part.weight), range(part.unknown)];
  };
  return table(
    ['Index', 'Share', 'Not in the index: point (best–worst)', 'Known'],
    [
      ['World Bank governance indicators', ...of('governance'), '0 to 100 as published, turned so that 100 is worst'],
      [
        'US Trafficking in Persons report',
        ...of('trafficking_response'),
        `tier 1: ${tip['1']}, tier 2: ${tip['2']}, watch list: ${tip['2WL']}, tier 3: ${tip['3']}, special case: ${tip.special}`,
      ],
      [
        'US findings on child labour',
        ...of('child_labour_response'),
        `advancement none: ${childLabour.none}, minimal: ${childLabour.minimal}, moderate: ${childLabour.moderate}, significant: ${childLabour.significant}`,
      ],
    ],
  );
};

const goods = ({ tables: { goods: points } }: Methodology): string =>
  table(
    ['A good that is …', 'Points'],
    [
      ['listed for forced labour, or forced child labour, in the country it comes from', points.forcedLabour],
      ['listed for child labour there', points.childLabour],
      ['made from an input listed there', points.listedInput],
      ['listed, but for other countries only', points.listedElsewhere],
      ['known and listed nowhere', points.notListed],
    ],
  );

const evidence = ({ evidence: { management, workplace } }: Methodology): string =>
  table(
    ['Proof', 'Management and workforce questions', 'Questions on the workplace itself'],
    [
      ['a claim', percent(management.declared), percent(workplace.declared)],
      ['a document that a reviewer accepted, while it is valid', percent(management.documented), percent(workplace.documented)],
      ['seen on site, by a third party, or confirmed by workers', percent(management.verified), percent(workplace.verified)],
    ],
  );

const floors = ({ floors: on, residualFloors, cases }: Methodology): string =>
  table(
    ['Floor', 'On', 'Not below', 'Why'],
    [
      ...on.map(({ id, value, reason }) => [`\`${id}\``, 'inherent risk', value, reason['en'] ?? '']),
      ...residualFloors.map(({ id, value, reason }) => [`\`${id}\``, 'the risk that remains', value, reason['en'] ?? '']),
      ['zero tolerance', 'the risk that remains', cases.zeroToleranceFloor, 'A zero-tolerance case is open.'],
    ],
  );

const signed = (points: number): string => (points > 0 ? `+${points}` : `−${Math.abs(points)}`);

const signals = ({ tables: { signals: points } }: Methodology): string =>
  table(
    ['What others say', 'Points when new'],
    [
      ['third-party or on-site audit without major findings', signed(points.auditClean)],
      ['audit with major findings', signed(points.auditMajor)],
      ['survey of workers that confirms the answers', signed(points.workersConfirm)],
      ['survey of workers that contradicts them', signed(points.workersContradict)],
      ['substantiated report or grievance', signed(points.report)],
      ['each further one within a year', signed(points.furtherReport)],
      ['adverse media', signed(points.adverseMedia)],
      ['our own purchasing practices, at their worst', signed(points.buyerPractices)],
    ],
  );

const bands = ({ bands: four, cadenceMonths }: Methodology): string =>
  table(
    ['Band', 'From', 'Asked again after'],
    four.map(({ id, from }) => [id, from, `${cadenceMonths[id]} months`]),
  );

const constants = (m: Methodology): string =>
  table(
    ['Figure', 'Value'],
    [
      ['"We do not know", asked about an exposure', `${m.exposure.unknown} of 1, or what is usual in the sector if that is more`],
      ['Silence about an exposure after the due date', `${m.exposure.overdue} of 1`],
      [
        'Goods not declared, or not recognised',
        `${m.goods.unknownPoint}, or more if a known good has more; anything up to 100 is possible`,
      ],
      ['Sector not known', range(m.sector.unknown)],
      ['The most that controls can remove', percent(m.controls.reduction)],
      ['A critical, a major, a minor case', `${m.cases.points.critical}, ${m.cases.points.major}, ${m.cases.points.minor}`],
      ['Major and minor cases together at most', m.cases.minorCap],
      ['Good news together at most', `−${m.signals.creditCap}`],
      ['Signals halve every', `${m.signals.halfLifeMonths} months`],
      ['Confidence halves every', `${m.confidence.halfLifeMonths} months of the age of what is known`],
      ['A supplier behind the supplier passes on', `${percent(m.inherited.share)} of its risk a step, up to ${m.inherited.depth} steps`],
      ['Answers count for', `${m.answerMaxAgeMonths} months`],
      ['A late questionnaire is forgiven for', `${m.graceDays} days`],
      ['Workers that must have answered before their survey shows', m.workersAtLeast],
    ],
  );

/** Steps of the worked example, as one would write them down. */
const example = (m: Methodology): string => {
  const method = methodOf(m);
  const score = computeScore(method, cottonFarm);
  const published = scoreSite(method, cottonFarm);
  const { inherent, controls, residual, cases, signals: others } = score;
  const line = (name: string, value: Range, how: string): readonly Cell[] => [
    name,
    two(value.point),
    `${two(value.best)}–${two(value.worst)}`,
    how,
  ];
  const grave: ScoreInputs = { ...cottonFarm, cases: [...cottonFarm.cases, { id: 'case-3', severity: 'critical', zeroTolerance: true }] };
  const zero = scoreSite(method, grave);
  const { country: c, sector: s, goods: g, workforce: w } = method.inherent.weights;
  const steps = table(
    ['Step', 'Point', 'Best–worst', 'How'],
    [
      line('Country', inherent.country, 'governance 77.33, watch list 75, no finding on child labour'),
      line('Sector', inherent.sector, 'growing of crops'),
      line('Goods', inherent.goods, 'cotton, listed for forced labour there'),
      line('Workforce', inherent.workforce.value, 'four questions: one exposure told, one denied, one left blank, one not known'),
      line(
        'Inherent risk',
        inherent.value,
        `${c} · country + ${s} · sector + ${g} · goods + ${w} · workforce; the floor of 60 does not bind`,
      ),
      line('Controls', controls.value, 'four questions: one documented, one claimed in part, one blank, one seen by an auditor'),
      line('After controls', residual.r0, `inherent risk · (1 − ${method.controls.reduction} · controls / 100)`),
      line(
        'Cases and signals',
        { point: cases.points + others.points, best: cases.points + others.points, worst: cases.points + others.points },
        'one major and one minor case; a clean audit six months ago',
      ),
      line('Risk that remains', residual.value, 'labour imposed by the state: not below 50'),
    ],
  );
  const result = `Published: **${two(published.residual)}** (best ${two(published.best)}, worst ${two(published.worst)}), band **${published.band}**, confidence ${two(published.confidence)}.`;
  const worse = `With one more case, critical and zero tolerance: **${two(zero.residual)}** (best ${two(zero.best)}, worst ${two(zero.worst)}), band **${zero.band}**, confidence ${two(zero.confidence)}.`;
  return `${steps}\n\n${result} ${worse}`;
};

export const methodologyBlocks = (shipped: Shipped): Blocks => {
  const { methodology } = shipped;
  return {
    version: `This page describes the shipped method \`${methodology.id}\` ${methodology.version}.`,
    parts: parts(methodology),
    country: country(methodology),
    goods: goods(methodology),
    evidence: evidence(methodology),
    floors: floors(methodology),
    signals: signals(methodology),
    bands: bands(methodology),
    constants: constants(methodology),
    example: example(methodology),
    behaviours: behavioursTable(shipped),
  };
};

const begin = (name: string): string => `<!-- ${name}: npm run --silent behaviours -- --write -->`;
const END = '<!-- end -->';

/** What stands in a document between the marks of a block; null: it has no such block. */
export const blockIn = (document: string, name: string): string | null => {
  const from = document.indexOf(begin(name));
  if (from < 0) return null;
  const start = from + begin(name).length;
  const end = document.indexOf(END, start);
  return end < 0 ? null : document.slice(start, end).trim();
};

/** The document with every block made anew. */
export const withBlocks = (document: string, blocks: Blocks): string =>
  Object.entries(blocks).reduce((text, [name, block]) => {
    const old = blockIn(text, name);
    if (old === null) return text;
    const start = text.indexOf(begin(name)) + begin(name).length;
    return `${text.slice(0, start)}\n${block}\n${text.slice(text.indexOf(END, start))}`;
  }, document);
