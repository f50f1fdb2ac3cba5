import { type DynamicModule, Module } from '@nestjs/common';
import { JOB_LIST } from './jobs.js';
import { AccessModule } from './modules/access/access.module.js';
import { AssessmentsModule } from './modules/assessments/assessments.module.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { AuthoringModule } from './modules/authoring/authoring.module.js';
import { CampaignsModule } from './modules/campaigns/campaigns.module.js';
import { ContentModule } from './modules/content/content.module.js';
import { HealthModule } from './modules/health/health.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { IndicesModule } from './modules/indices/indices.module.js';
import { MailModule } from './modules/mail/mail.module.js';
import { ManualsModule } from './modules/manuals/manuals.module.js';
import { MethodsModule } from './modules/methods/methods.module.js';
import { OfflineModule } from './modules/offline/offline.module.js';
import { OverridesModule } from './modules/overrides/overrides.module.js';
import { ReassessmentModule } from './modules/reassessment/reassessment.module.js';
import { RelationshipsModule } from './modules/relationships/relationships.module.js';
import { RemediationModule } from './modules/remediation/remediation.module.js';
import { RemindersModule } from './modules/reminders/reminders.module.js';
import { ReportsModule } from './modules/reports/reports.module.js';
import { ScoringModule } from './modules/scoring/scoring.module.js';
import { SignalsModule } from './modules/signals/signals.module.js';
import { SuppliersModule } from './modules/suppliers/suppliers.module.js';
import { SupplyModule } from './modules/supply/supply.module.js';
import { TenantsModule } from './modules/tenants/tenants.module.js';
import { WorkerSurveysModule } from './modules/worker-surveys/worker-surveys.module.js';
import type { Clock } from './platform/clock/clock.js';
import type { Settings } from './platform/config/tokens.js';
import { PlatformModule } from './platform/platform.module.js';

const BOUNDED_CONTEXTS = [
  AuditModule,
  ContentModule,
  TenantsModule,
  IdentityModule,
  SuppliersModule,
  RelationshipsModule,
  SupplyModule,
  ManualsModule,
  IndicesModule,
  AuthoringModule,
  MailModule,
  AssessmentsModule,
  CampaignsModule,
  OfflineModule,
  SignalsModule,
  ScoringModule,
  OverridesModule,
  RemediationModule,
  ReassessmentModule,
  MethodsModule,
  RemindersModule,
  ReportsModule,
  WorkerSurveysModule,
  HealthModule,
  AccessModule,
];

/** The whole product. API and worker processes are the same code; only who listens to what differs. */
@Module({})
export class AppModule {
  static with(settings: Settings, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with({ settings, clock, jobs: JOB_LIST }), ...BOUNDED_CONTEXTS],
    };
  }
}
