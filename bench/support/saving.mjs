import { join, signIn } from '../../dist/demo/demo-tenant.js';
import { percentile, rounded, timed } from './measure.mjs';
import { untilIdle } from './product.mjs';

const ADMIN = { email: 'admin@bench.example', password: 'a password for measuring' };
const OFFICER = { role: 'officer', name: 'The officer', email: 'officer@bench.example', password: 'another one for measuring' };

/** A tenant with this many suppliers, each with one site, one contact and an open questionnaire. @returns a client for each contact */
export async function respondents({ app, api, mailbox }, count) {
  await api.post('/tenants', { name: 'Bench', slug: 'bench', adminName: 'Admin', ...ADMIN });
  await join(api, await signIn(api, 'bench', ADMIN.email, ADMIN.password), mailbox, OFFICER);
  const officer = await signIn(api, 'bench', OFFICER.email, OFFICER.password);
  const siteIds = [];
  for (let i = 0; i < count; i++) {
    const supplier = await officer.post('/suppliers', { name: `Supplier ${i}`, country: 'BGD' });
    const site = await officer.post(`/suppliers/${supplier.id}/sites`, { name: `Works ${i}`, country: 'BGD', isic: '14' });
    await officer.post(`/suppliers/${supplier.id}/contacts`, { name: `Person ${i}`, email: addressOf(i), language: 'en' });
    siteIds.push(site.id);
  }
  await officer.post('/assessments', { siteIds });
  await untilIdle(app);
  return Promise.all(siteIds.map(async (_, i) => api.as(await mailbox.linkTo(addressOf(i)))));
}

const addressOf = (i) => `person-${i}@bench.example`;

/** Questions that are visible and can be answered by picking an option, with their options. */
export async function choicesOf(respondent) {
  const { questionnaire } = await respondent.get('/respond');
  return questionnaire.chapters.flatMap(({ questions }) =>
    questions
      .filter(({ type, visible }) => visible && (type === 'yes_no' || type === 'single'))
      .map(({ id, options }) => ({ id, options })),
  );
}

/** Everybody saves at once, each one answer after the other, as an autosave does. @returns milliseconds of each save */
export async function saveAtOnce(people, choices, saves) {
  const times = [];
  await Promise.all(
    people.map(async (respondent) => {
      const versions = new Map();
      for (let i = 0; i < saves; i++) {
        const { id, options } = choices[i % choices.length];
        const value = options[(i + 1) % options.length].id;
        const answer = { question: id, state: 'answered', value, version: versions.get(id) ?? 0 };
        const { ms, result } = await timed(() => respondent.put('/respond/answers', { answers: [answer] }));
        versions.set(id, result.answers[0].version);
        times.push(ms);
      }
    }),
  );
  return times;
}

/** How many of the answers that were saved last cannot be read back. */
export async function lostAnswers(people, choices, saves) {
  const expected = new Map();
  for (let i = 0; i < saves; i++) {
    const { id, options } = choices[i % choices.length];
    expected.set(id, options[(i + 1) % options.length].id);
  }
  const lost = await Promise.all(
    people.map(async (respondent) => {
      const { answers } = await respondent.get('/respond');
      const values = new Map(answers.map(({ question, value }) => [question, value]));
      return [...expected].filter(([id, value]) => values.get(id) !== value).length;
    }),
  );
  return lost.reduce((sum, one) => sum + one, 0);
}

export const summaryOf = (times) => ({ p50Ms: rounded(percentile(times, 0.5)), p95Ms: rounded(percentile(times, 0.95)) });
