import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import QRCode from 'qrcode';
import type { PersonActor } from '../../platform/auth/actor.js';
import { surveyUrl } from '../../platform/auth/survey-tokens.js';
import { SETTINGS, type Settings } from '../../platform/config/tokens.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { SurveyQuestions } from './survey-questions.service.js';
import { surveyEnded, surveyNotFound } from './survey-refusals.js';
import { handoutPage } from './survey-page.js';
import type { SurveyHandoutView } from './worker-surveys.dto.js';
import { handingOut } from './words/handing-out.js';
import { buyerName, findSurvey, type SurveyRow } from './worker-surveys.queries.js';
import { viewForWorkers } from './workers-survey.view.js';

/** Makes what is handed out: the address, its QR code, a page to print, and what whoever hands it out must know. */
@Injectable()
export class SurveyHandout {
  constructor(
    private readonly db: TenantDb,
    private readonly questions: SurveyQuestions,
    private readonly vault: Vault,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_ENDED */
  read(actor: PersonActor, id: string, language: string | undefined): Promise<SurveyHandoutView> {
    return this.of(actor, id, async (row, address) => ({
      address,
      channel: row.channel,
      instructions: [...handingOut(row.channel, language ?? 'en')],
      closesOn: row.closes_on,
    }));
  }

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_ENDED */
  svg(actor: PersonActor, id: string): Promise<string> {
    return this.of(actor, id, (_, address) => qrSvg(address));
  }

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_ENDED */
  png(actor: PersonActor, id: string): Promise<Buffer> {
    return this.of(actor, id, (_, address) => QRCode.toBuffer(address, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 8 }));
  }

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_ENDED */
  page(actor: PersonActor, id: string, language: string | undefined): Promise<string> {
    return this.of(actor, id, async (row, address, db) => {
      const asked = await this.questions.of(db, actor.tenantId, row);
      const view = viewForWorkers(row, asked, { buyer: await buyerName(db, actor.tenantId), language });
      return handoutPage(view, address, await qrSvg(address));
    });
  }

  private of<T>(actor: PersonActor, id: string, work: (row: SurveyRow, address: string, db: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(actor, async (db) => {
      const row = await findSurvey(db, actor.tenantId, id);
      if (row === null) throw surveyNotFound();
      if (row.state !== 'open') throw surveyEnded();
      const token = { tenantId: actor.tenantId, id, secret: this.vault.surveySecret(id) };
      return work(row, surveyUrl(this.settings.publicUrl, token), db);
    });
  }
}

const qrSvg = (address: string): Promise<string> => QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
