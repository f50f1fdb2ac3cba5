import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Band } from '../domain/scoring/methodology.js';
import { sweep } from '../platform/sweep/sweep.job.js';
import type { MovableClock } from '../platform/clock/clock.js';
import { shippedContent } from '../platform/content/content-folders.js';
import { loadSampleAnswers } from '../platform/content/load-sample-answers.js';
import { newId } from '../platform/db/ids.js';
import { QueueHub } from '../platform/queue/queue-hub.js';
import { ApiClient } from './api-client.js';
import { DEMO_PEOPLE, type ImportReport, importSuppliers, join as joinTenant, signIn } from './demo-tenant.js';
import { type GravestSite, gravestSites, type Site } from './gravest.js';
import { untilIdle } from './idle.js';
import { Mailbox } from './mailbox.js';
import { answerAll } from './respond.js';
import { kindFor } from './samples.js';
import type { DemoSummary } from './summary.js';

interface Options {
  readonly url: string;
  readonly dataDir: string;
  /** Folder of the exports. */
  readonly out: string;
  readonly tell: (line: string) => void;
}

interface Finding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly zeroTolerance: boolean;
}

/** Days the clock moves: past the due date of what was not answered, and past the cadence of the gravest band. */
const TRAVEL_DAYS = 93;

/** Plays the main job as an officer, an auditor and the suppliers would, and counts what came of it through the API. */
export class MainJob {
  private readonly api: ApiClient;
  private readonly mailbox: Mailbox;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: MovableClock,
    private readonly options: Options,
  ) {
    this.api = new ApiClient(options.url);
    this.mailbox = new Mailbox(options.dataDir);
  }

  async run(suppliersFile: string): Promise<{ summary: Omit<DemoSummary, 'elapsedMs'>; gravest: readonly GravestSite[] }> {
    const { tell } = this.options;
    tell('signing up a tenant; an officer and an auditor join from the mail they get');
    await this.signUp();
    tell(`importing ${suppliersFile}`);
    const imported = await importSuppliers(await this.officer(), suppliersFile);
    await this.giveContacts();
    await untilIdle(this.app);
    tell(`${imported.created} of ${imported.rows} rows created; every site has its first score`);
    const assessments = await this.assess();
    const reassessments = await this.reassess();
    return this.count(imported, assessments, reassessments);
  }

  private async signUp(): Promise<void> {
    const [admin, ...others] = DEMO_PEOPLE;
    await this.api.post('/tenants', {
      name: 'Demo Trading House',
      slug: 'demo',
      adminName: admin.name,
      email: admin.email,
      password: admin.password,
    });
    const signedIn = await signIn(this.api, 'demo', admin.email, admin.password);
    for (const person of others) await joinTenant(this.api, signedIn, this.mailbox, person);
  }

  /** Signed in anew each time: the clock may have moved since. */
  private officer(): Promise<ApiClient> {
    return signIn(this.api, 'demo', DEMO_PEOPLE[1].email, DEMO_PEOPLE[1].password);
  }

  private auditor(): Promise<ApiClient> {
    return signIn(this.api, 'demo', DEMO_PEOPLE[2].email, DEMO_PEOPLE[2].password);
  }

  /** A file without contacts gets invented ones, so that there is someone to ask. */
  private async giveContacts(): Promise<void> {
    const officer = await this.officer();
    for (const { id } of await officer.all<{ id: string }>('/suppliers')) {
      const contacts = await officer.get<{ items: readonly unknown[] }>(`/suppliers/${id}/contacts`);
      if (contacts.items.length === 0) {
        await officer.post(`/suppliers/${id}/contacts`, {
          name: 'Invented Contact',
          email: `contact.${id.slice(-12)}@example.org`,
          language: 'en',
        });
      }
    }
  }

  private async assess(): Promise<DemoSummary['assessments']> {
    const { tell } = this.options;
    const officer = await this.officer();
    const sites = await officer.all<Site>('/sites');
    const { sent } = await officer.post<{ sent: readonly { siteId: string; assessmentId: string }[] }>('/assessments', {
      siteIds: sites.map(({ id }) => id),
    });
    await untilIdle(this.app);
    tell(`${sent.length} assessments sent; suppliers answer through their links`);
    const kinds = await loadSampleAnswers(shippedContent.sampleAnswers);
    const submitted = await answerAll(this.api, await this.mailbox.tokens('plk'), (name) => kindFor(name, kinds));
    await untilIdle(this.app);
    tell(`${submitted.length} submitted; the officer accepts`);
    for (const { assessmentId, documented } of submitted) {
      await officer.post(`/assessments/${assessmentId}/accept`, {
        questions: documented.map((question) => ({ question, decision: 'accepted', evidence: 'documented' })),
      });
    }
    await untilIdle(this.app);
    return { sent: sent.length, submitted: submitted.length, accepted: submitted.length };
  }

  private async reassess(): Promise<DemoSummary['reassessments']> {
    this.options.tell(`the clock moves on ${TRAVEL_DAYS} days; the sweep finds what is due`);
    this.clock.advanceDays(TRAVEL_DAYS);
    const officer = await this.officer();
    const due = await officer.all(`/reassessments?dueBy=${this.clock.today()}&state=planned`);
    await this.app.get(QueueHub).add([{ job: sweep, id: newId(), payload: {} }]);
    await untilIdle(this.app);
    const sent = await officer.all('/reassessments?state=sent');
    this.options.tell(`${due.length} reassessments due, ${sent.length} sent`);
    return { due: due.length, sent: sent.length };
  }

  private async count(
    imported: ImportReport,
    assessments: DemoSummary['assessments'],
    reassessments: DemoSummary['reassessments'],
  ): Promise<{ summary: Omit<DemoSummary, 'elapsedMs'>; gravest: readonly GravestSite[] }> {
    const auditor = await this.auditor();
    const receipts = await this.export(auditor);
    const [sites, findings, actions, events] = await Promise.all([
      auditor.all<Site>('/sites'),
      auditor.all<Finding>('/findings'),
      auditor.all('/corrective-actions'),
      auditor.all('/audit-events'),
    ]);
    const inBand = (band: Band): number => sites.filter(({ score }) => score?.band === band).length;
    const ofSeverity = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
    return {
      summary: {
        suppliers: { rows: imported.rows, created: imported.created, duplicates: imported.duplicates, rejected: imported.rejected },
        assessments,
        scores: {
          total: sites.filter(({ score }) => score !== null).length,
          bands: { low: inBand('low'), medium: inBand('medium'), high: inBand('high'), critical: inBand('critical') },
        },
        findings: {
          total: findings.length,
          critical: ofSeverity('critical'),
          major: ofSeverity('major'),
          minor: ofSeverity('minor'),
          zeroTolerance: findings.filter(({ zeroTolerance }) => zeroTolerance).length,
        },
        actions: actions.length,
        reassessments,
        auditEvents: events.length,
        receipts,
      },
      gravest: await gravestSites(auditor, sites, new Map(findings.map(({ id, ruleId }) => [id, ruleId]))),
    };
  }

  private async export(auditor: ApiClient): Promise<string> {
    const receipts = join(this.options.out, 'receipts.json');
    for (const file of ['suppliers.csv', 'sites.csv', 'findings.csv', 'actions.csv', 'sites.json', 'receipts.json']) {
      await writeFile(join(this.options.out, file), await auditor.text(`/exports/${file}`));
    }
    this.options.tell(`exported to ${this.options.out}`);
    return receipts;
  }
}
