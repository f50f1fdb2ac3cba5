import { ApiClient } from '../../src/demo/api-client.js';
import { untilIdle } from '../../src/demo/idle.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { shippedContent } from '../../src/platform/content/content-folders.js';
import { loadSampleAnswers } from '../../src/platform/content/load-sample-answers.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import type { Question } from '../../src/domain/manual/manual.js';
import { Vault } from '../../src/platform/vault/vault.js';
import { storeOwnManual } from './own-manuals.js';
import type { SignedIn, World } from './world.js';

export interface FilledSupplier {
  readonly supplierId: string;
  readonly siteId: string;
  readonly contactId: string;
  readonly assessmentId: string;
  /** Token of its contact's link. */
  readonly token: string;
  readonly evidenceId: string;
}

/** A tenant with people of every role, two suppliers who have answered (one of them badly), and everything that follows from it. */
export interface FilledTenant {
  readonly admin: SignedIn;
  readonly officer: SignedIn;
  readonly auditor: SignedIn;
  readonly suppliers: readonly [FilledSupplier, FilledSupplier];
  /** Its ids by the word that stands before them in an address. */
  readonly ids: Readonly<Record<string, string>>;
}

export async function fillTenant(world: World, slug: string): Promise<FilledTenant> {
  const admin = await world.signUp(slug);
  const officer = await world.join(admin, 'officer');
  const auditor = await world.join(admin, 'auditor');
  const api = new ApiClient(await world.app.getUrl());
  const suppliers = [await fillSupplier(world, api, officer, 1), await fillSupplier(world, api, officer, 2)] as const;
  await importOne(api.as(officer.token), slug);
  await awaitAnswers(world, api, officer, suppliers[1]);
  await writeManual(api.as(officer.token), slug);
  await api.as(officer.token).post('/campaigns', { name: `Campaign of ${slug}`, filter: { supplierId: [suppliers[0].supplierId] } });
  await moveToNewer(world, api, officer, suppliers[1]);
  await surveyWorkers(world, api.as(officer.token), suppliers[0]);
  await draftMethod(api.as(officer.token), slug);
  const report = { kind: 'report', observedOn: world.clock.today(), text: `Told of ${slug}.` };
  await api.as(officer.token).post(`/sites/${suppliers[0].siteId}/signals`, report);
  await api.as(officer.token).post('/supply-links', {
    suppliedId: suppliers[1].supplierId,
    upstreamId: suppliers[0].supplierId,
    kind: 'goods',
    goods: [{ good: 'cotton', iso3: 'TKM' }],
    source: 'declared',
    shared: true,
  });
  await untilIdle(world.app);
  await judge(world, api.as(officer.token), officer, suppliers);
  await loadEdition(api.as(admin.token), slug);
  await untilIdle(world.app);
  await rescoreAll(world, admin.tenantId);
  return { admin, officer, auditor, suppliers: [...suppliers], ids: await idsOf(world, officer, suppliers[0]) };
}

/** A rescoring that is over, and a site that could not be scored. */
async function rescoreAll(world: World, tenantId: string): Promise<void> {
  const actor = systemOf(tenantId);
  await world.app.get(TenantDb).transaction(actor, (db) => world.app.get(ScoringQueue).requestAll(db, actor));
  await untilIdle(world.app);
  await world.admin.query(
    `INSERT INTO scoring_failure (tenant_id, site_id, code, attempts, failed_at) SELECT tenant_id, id, 'SITE_NOT_SCORED', 1, now() FROM site WHERE tenant_id = $1 LIMIT 1`,
    [tenantId],
  );
}

async function fillSupplier(world: World, api: ApiClient, officer: SignedIn, number: number): Promise<FilledSupplier> {
  const asOfficer = api.as(officer.token);
  const email = `contact-${number}@${officer.slug}.example`;
  const supplier = await asOfficer.post<{ id: string }>('/suppliers', { name: `Supplier ${number} of ${officer.slug}`, country: 'BGD' });
  await asOfficer.put(`/suppliers/${supplier.id}/relationship`, { buys: 'shirts', reference: `ref-${number}`, tags: ['textile'], tier: 1 });
  const site = await asOfficer.post<{ id: string }>(`/suppliers/${supplier.id}/sites`, {
    name: `Works ${number} of ${officer.slug}`,
    country: 'BGD',
    isic: '14',
  });
  const contact = await asOfficer.post<{ id: string }>(`/suppliers/${supplier.id}/contacts`, {
    name: `Person ${number} of ${officer.slug}`,
    email,
    language: 'en',
  });
  const sending = await asOfficer.post<{ sent: readonly { assessmentId: string }[] }>('/assessments', { siteIds: [site.id] });
  const token = await world.linkTo(email);
  const encode = (words: string) => new TextEncoder().encode(`${words} ${number} of ${officer.slug}`);
  const file = { name: 'proof.txt', type: 'text/plain', content: encode('Document') };
  const evidence = await api.as(token).upload<{ id: string }>('/respond/evidence', { question: 'S1' }, file);
  // A newer edition takes the place of a first one, and an audit has a result.
  const first = await api.as(token).upload<{ id: string }>('/respond/evidence', { question: 'S2' }, { ...file, content: encode('First') });
  await api.as(token).upload('/respond/evidence', { question: 'S2', replaces: first.id }, { ...file, content: encode('Second') });
  const report = await api.as(token).upload<{ id: string }>('/respond/documents', {}, { ...file, content: encode('Report') });
  const audit = { scheme: 'ecovadis', outcome: 'partial', auditedOn: world.clock.today(), findings: [], documentId: report.id };
  await api.as(token).post('/respond/third-party-results', audit);
  // The second supplier's round stays open, so that there is something to write into.
  if (number === 1) await answerBadly(api, token);
  await untilIdle(world.app);
  const assessmentId = sending.sent[0]?.assessmentId ?? '';
  const returned = { questions: [{ question: 'S1', decision: 'returned', comment: 'Please send the signed page as well.' }] };
  if (number === 1) await asOfficer.post(`/assessments/${assessmentId}/return`, returned);
  await asOfficer.post(`/assessments/${assessmentId}/comments`, { question: 'S1', text: 'A note among ourselves.', forSupplier: false });
  await asOfficer.post(`/suppliers/${supplier.id}/relationship/states`, { state: 'approved', reason: 'Known for years.', version: 0 });
  const delegate = { email: `delegate-${number}@${officer.slug}.example`, name: `Colleague ${number} of ${officer.slug}`, language: 'en' };
  if (number === 1) await api.as(token).post('/respond/delegations', { ...delegate, chapters: ['strategy'] });
  return {
    supplierId: supplier.id,
    siteId: site.id,
    contactId: contact.id,
    assessmentId,
    token,
    evidenceId: evidence.id,
  };
}

/** An officer's own judgement of the second supplier's site, and a plan to pay the first one's workers back. */
async function judge(world: World, api: ApiClient, officer: SignedIn, [first, second]: readonly FilledSupplier[]): Promise<void> {
  const until = new Date(world.clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
  await api.post(`/sites/${second?.siteId}/overrides`, { residual: 99.5, reason: `Seen by ${officer.slug}.`, until });
  const { tenantId } = officer;
  await world.app.get(TenantDb).transaction(systemOf(tenantId), async (db) => {
    const key = await world.app.get(Vault).createKey(db, tenantId, 'case', null);
    await db.query(
      `INSERT INTO repayment_plan (tenant_id, id, supplier_id, site_id, finding_id, action_id, workers, amount, currency, agreed_on, first_payment_on,
                                   last_payment_on, state, key_id, agreement_sealed, entered_by, entered_at)
       SELECT tenant_id, gen_random_uuid(), supplier_id, site_id, finding_id, id, 3, 900, 'EUR', '2020-01-01', '2020-02-01', '2020-03-01', 'running', $2, $3, id, now()
       FROM corrective_action WHERE site_id = $1 ORDER BY id LIMIT 1`,
      [first?.siteId, key.id, key.ring.seal(key.id, 'All of them together.')],
    );
  });
}

/** The open round goes on with questions of which one asks something else. */
async function moveToNewer(world: World, api: ApiClient, officer: SignedIn, { token, assessmentId }: FilledSupplier): Promise<void> {
  const [question = ''] = (await api.as(token).get<{ completeness: { total: { missing: string[] } } }>('/respond')).completeness.total
    .missing;
  await api.as(token).put('/respond/answers', { answers: [{ question, state: 'unknown', version: 0 }] });
  const questions = (all: readonly Question[]) => all.map((one) => (one.id === question ? { ...one, meaning: one.meaning + 1 } : one));
  await storeOwnManual(world, officer.tenantId, { id: 'newer', version: '9.0.0', questions });
  await api.as(officer.token).post(`/assessments/${assessmentId}/move`, { manualId: 'newer', manualVersion: '9.0.0' });
}

interface Round {
  readonly questionnaire: {
    readonly chapters: readonly { readonly questions: readonly { readonly id: string; readonly visible: boolean }[] }[];
  };
}

/** Answers open further questions, so it goes on until nothing new is asked. */
async function answerBadly(api: ApiClient, token: string): Promise<void> {
  const respondent = api.as(token);
  const sample = (await loadSampleAnswers(shippedContent.sampleAnswers)).find(({ id }) => id === 'holds-passports');
  const asked = ({ questionnaire }: Round) =>
    questionnaire.chapters.flatMap(({ questions }) => questions.filter(({ visible }) => visible).map(({ id }) => id));
  const given = new Set<string>();
  for (let visible = asked(await respondent.get<Round>('/respond')); ;) {
    const next = visible.filter((question) => !given.has(question) && sample?.answers[question] !== undefined);
    if (next.length === 0) break;
    const answers = next.map((question) => ({ question, version: 0, ...sample?.answers[question] }));
    visible = (await respondent.put<{ visible: readonly string[] }>('/respond/answers', { answers })).visible.slice();
    for (const question of next) given.add(question);
  }
  await respondent.post('/respond/submit');
}

/** More time asked for, a letter in own words, and a reminder that was sent. */
async function awaitAnswers(
  world: World,
  api: ApiClient,
  officer: SignedIn,
  { token, assessmentId, contactId }: FilledSupplier,
): Promise<void> {
  const until = new Date(world.clock.now().getTime() + 40 * 86_400_000).toISOString().slice(0, 10);
  await api.as(token).post('/respond/extension', { until, reason: 'We need more time.' });
  const words = { subject: '{buyer} asks', paragraphs: ['Please answer:', '{link}'], version: 0 };
  await api.as(officer.token).put('/mail-templates/assessment_reminder/zh', words);
  await world.admin.query(
    `INSERT INTO reminder (tenant_id, assessment_id, due_on, step, recipient_id, sent_at) VALUES ($1, $2, '2020-01-01', 'before_7', $3, now())`,
    [officer.tenantId, assessmentId, contactId],
  );
}

/** An edition of one index that only this tenant has. */
async function loadEdition(api: ApiClient, slug: string): Promise<void> {
  const about = { edition: `2026 of ${slug}`, year: '2026', source: `Made up by ${slug}`, licence: 'CC0-1.0' };
  const content = new TextEncoder().encode('iso3,risk\nBGD,70\nXKX,55\n');
  await api.upload('/index-editions', about, { name: 'governance.csv', type: 'text/csv', content });
}

async function importOne(api: ApiClient, slug: string): Promise<void> {
  const content = new TextEncoder().encode(`name,country\nImported of ${slug},DE\n`);
  await api.upload('/supplier-imports', {}, { name: 'suppliers.csv', type: 'text/csv', content });
}

/** An open survey of a site's workers, which one of them has answered. */
async function surveyWorkers(world: World, api: ApiClient, { siteId }: FilledSupplier): Promise<void> {
  const closesOn = new Date(world.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  const survey = await api.post<{ id: string }>(`/sites/${siteId}/worker-surveys`, { channel: 'union', languages: ['en'], closesOn });
  const { address } = await api.get<{ address: string }>(`/worker-surveys/${survey.id}/handout`);
  const answers = [{ question: 'W5', state: 'answered', value: 'with_workers' }];
  await world.http.post(new URL(address).pathname.replace('/form', '')).send({ answers }).expect(200);
}

/** A manual of its own in force, a translation of it, and a draft of its next version. */
async function writeManual(api: ApiClient, slug: string): Promise<void> {
  const from = { id: 'heuni', version: '1.1.0' };
  const draft = await api.post<{ id: string }>('/manual-drafts', { id: slug, version: '1.2.0', from });
  await api.post(`/manual-drafts/${draft.id}/publish`, { revision: 1 });
  await api.put('/manual-in-force', { id: slug, version: '1.2.0' });
  await api.put(`/manuals/${slug}/versions/1.2.0/translations/fr`, {
    texts: [{ place: 'title', text: `Titre de ${slug}`, reviewed: true }],
  });
  await api.post('/manual-drafts', { id: slug, from: { id: slug, version: '1.2.0' } });
}

/** A method that is looked at. */
async function draftMethod(api: ApiClient, slug: string): Promise<void> {
  const sectorValues = [{ isic: '14', value: 95, reason: { en: `A reason of ${slug}` } }];
  const draft = await api.post<{ id: string }>('/methods', { name: `Method of ${slug}`, sectorValues });
  await api.post(`/methods/${draft.id}/impact`);
}

async function idsOf(
  world: World,
  officer: SignedIn,
  { supplierId, siteId, contactId, assessmentId, evidenceId }: FilledSupplier,
): Promise<Record<string, string>> {
  const first = async (sql: string): Promise<string> => {
    const { rows } = await world.admin.query<{ id: string }>(`${sql} AND tenant_id = $1 ORDER BY id LIMIT 1`, [officer.tenantId]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error(`nothing to find: ${sql}`);
    return id;
  };
  const person = (await world.as(officer.token).get('/api/v1/me')).body as { id: string };
  return {
    suppliers: supplierId,
    sites: siteId,
    contacts: contactId,
    assessments: assessmentId,
    evidence: evidenceId,
    delegations: await first(`SELECT id FROM assessment_link WHERE chapters IS NOT NULL AND assessment_id = '${assessmentId}'`),
    documents: await first(`SELECT document_id AS id FROM evidence WHERE id = '${evidenceId}'`),
    'third-party-results': await first(`SELECT id FROM third_party_result WHERE site_id = '${siteId}'`),
    people: person.id,
    links: await first(`SELECT id FROM assessment_link WHERE chapters IS NULL AND assessment_id = '${assessmentId}'`),
    signals: await first(`SELECT id FROM signal WHERE site_id = '${siteId}'`),
    scores: await first(`SELECT id FROM score WHERE site_id = '${siteId}'`),
    overrides: await first('SELECT id FROM score_override WHERE true'),
    findings: await first(`SELECT id FROM finding WHERE site_id = '${siteId}'`),
    'corrective-actions': await first(`SELECT id FROM corrective_action WHERE site_id = '${siteId}'`),
    plan: await first(`SELECT supplier_ref AS id FROM corrective_action WHERE site_id = '${siteId}' AND visibility = 'released'`),
    'supplier-imports': await first('SELECT id FROM supplier_import WHERE true'),
    states: await first(`SELECT id FROM relationship_state WHERE supplier_id = '${supplierId}'`),
    // Questions, which are the same in every tenant: of these nothing was reviewed or said to any supplier.
    reviews: 'W5',
    threads: 'S2',
    'extension-requests': await first('SELECT id FROM extension_request WHERE true'),
    'mail-templates': 'assessment_reminder',
    // The language of a letter stands behind its kind.
    ':kind': 'zh',
    'manual-drafts': await first(`SELECT id FROM tenant_manual WHERE state = 'draft'`),
    chapters: 'workplace',
    questions: 'W5',
    translations: 'tk',
    methods: await first('SELECT id FROM tenant_method WHERE number > 0'),
    'index-editions': await first('SELECT id FROM index_edition WHERE true'),
    campaigns: await first('SELECT id FROM campaign WHERE true'),
    'supply-links': await first('SELECT id FROM supply_link WHERE true'),
    // A good, which is the same in every tenant.
    products: 'cotton',
    'worker-surveys': await first('SELECT id FROM worker_survey WHERE true'),
    rescorings: await first('SELECT id FROM rescoring WHERE true'),
    manuals: 'heuni',
    versions: '1.1.0',
  };
}
