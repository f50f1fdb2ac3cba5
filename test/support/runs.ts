/** How many random cases a test draws: fewer while the tests themselves are being tested, where every change of the code runs them anew. */
export const runs = (many: number): number => (process.env['PLUMBLINE_FEWER_RUNS'] === undefined ? many : Math.ceil(many / 25));
