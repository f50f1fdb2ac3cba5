import type { Problem } from '../shared/domain-error.js';
import type { Methodology } from './methodology.js';

const BANDS = ['low', 'medium', 'high', 'critical'] as const;
/** What a receipt can hold (`receipt-check.ts`): a shorter or longer half-life is a slip of the pen. */
const HALF_LIFE_MONTHS = { least: 0.1, most: 1200 } as const;

interface Figures {
  readonly path: string;
  /** In the order in which none may be lower than the one before it. */
  readonly ascending: readonly number[];
  readonly message: string;
}

const WORTH = 'A better proof must never be worth less than a weaker one.';
const GUESS = 'What is not known must lie between the best and the worst that it can be.';
const GRAVER = 'What is graver must never count less.';

/** A part that takes the mean of the others has no figure of its own to compare. */
const countryRanges = ({ country }: Methodology): readonly Figures[] =>
  country.parts.map(({ unknown: { point, best, worst } }, index) => ({
    path: `country/parts/${index}/unknown`,
    ascending: point === null ? [best, worst] : [best, point, worst],
    message: GUESS,
  }));

const orders = (methodology: Methodology): readonly Figures[] => {
  const { evidence, sector, cases, tables } = methodology;
  const { tip, childLabour, goods } = tables;
  return [
    ...(['management', 'workplace'] as const).map((kind) => ({
      path: `evidence/${kind}`,
      ascending: [evidence[kind].declared, evidence[kind].documented, evidence[kind].verified],
      message: WORTH,
    })),
    ...countryRanges(methodology),
    { path: 'sector/unknown', ascending: [sector.unknown.best, sector.unknown.point, sector.unknown.worst], message: GUESS },
    { path: 'cases/points', ascending: [cases.points.minor, cases.points.major, cases.points.critical], message: GRAVER },
    { path: 'tables/tip', ascending: [tip['1'], tip['2'], tip['2WL'], tip['3']], message: GRAVER },
    {
      path: 'tables/childLabour',
      ascending: [childLabour.significant, childLabour.moderate, childLabour.minimal, childLabour.none],
      message: GRAVER,
    },
    {
      path: 'tables/goods',
      ascending: [goods.notListed, goods.listedElsewhere, goods.listedInput, goods.childLabour, goods.forcedLabour],
      message: GRAVER,
    },
  ];
};

const isAscending = (figures: readonly number[]): boolean =>
  figures.every((figure, index) => index === 0 || figure >= (figures[index - 1] ?? 0));

/** At most one part may take the mean of the others, and others must count beside it. */
const countryProblems = ({ country: { parts } }: Methodology): readonly Problem[] => {
  const ofOthers = parts.filter(({ unknown }) => unknown.point === null);
  const twice = parts.some(({ id }, index) => parts.findIndex((other) => other.id === id) !== index);
  return [
    ...(twice ? [{ path: 'country/parts', code: 'DUPLICATE_ID', message: 'A part of the country stands twice.' }] : []),
    ...(ofOthers.length > 1 || ofOthers.some(({ weight }) => weight >= 1)
      ? [
          {
            path: 'country/parts',
            code: 'MEAN_OF_NOTHING',
            message: 'Only one part can take the mean of the others, and the others must count.',
          },
        ]
      : []),
  ];
};

const bandProblems = ({ bands, cases }: Methodology): readonly Problem[] => [
  ...(bands.some(({ id }, index) => id !== BANDS[index])
    ? [{ path: 'bands', code: 'BANDS_ORDER', message: `Bands are called ${BANDS.join(', ')}, in this order.` }]
    : []),
  ...(cases.zeroToleranceFloor < (bands.at(-1)?.from ?? 0)
    ? [
        {
          path: 'cases/zeroToleranceFloor',
          code: 'ZERO_TOLERANCE_TOO_LOW',
          message: 'A zero-tolerance case must keep a site in the gravest band.',
        },
      ]
    : []),
];

const halfLifeProblems = (methodology: Methodology): readonly Problem[] =>
  (['signals', 'confidence'] as const)
    .filter((of) => !(methodology[of].halfLifeMonths >= HALF_LIFE_MONTHS.least && methodology[of].halfLifeMonths <= HALF_LIFE_MONTHS.most))
    .map((of) => ({
      path: `${of}/halfLifeMonths`,
      code: 'HALF_LIFE_RANGE',
      message: `A half-life lies between ${HALF_LIFE_MONTHS.least} and ${HALF_LIFE_MONTHS.most} months.`,
    }));

/** Figures with which the method could not keep what it promises: that proof pays, that silence does not, that nothing grave is averaged away. */
export const checkPromises = (methodology: Methodology): readonly Problem[] => [
  ...orders(methodology)
    .filter(({ ascending }) => !isAscending(ascending))
    .map(({ path, message }) => ({ path, code: 'FIGURES_ORDER', message })),
  ...countryProblems(methodology),
  ...(methodology.exposure.overdue === 1
    ? []
    : [{ path: 'exposure/overdue', code: 'SILENCE_PAYS', message: 'Silence after the due date must count as much as the worst answer.' }]),
  ...bandProblems(methodology),
  ...halfLifeProblems(methodology),
];
