import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sameValue } from '../../../domain/assessment/counted-answers.js';
import { preAnswers } from '../../../domain/third-party/pre-answers.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type Cursor, type Page, pageOf } from '../../../platform/db/pages.js';
import { Vault } from '../../../platform/vault/vault.js';
import { ContentService } from '../../content/content.service.js';
import type { OpenedRound } from '../opened-round.js';
import type { ResultView, SchemesView, SuggestionsView } from './third-party.dto.js';
import { listResults, type ResultRow, resultOf, standingResults } from './third-party.queries.js';
import { findingsOf, schemeOf, viewResult, viewSchemes } from './third-party.view.js';

/** Shows schemes, results, and what results say to the questions of a round. */
@Injectable()
export class ResultReader {
  constructor(
    private readonly content: ContentService,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async schemes(language: string | undefined): Promise<SchemesView> {
    return viewSchemes((await this.content.thirdParty()).body, language);
  }

  async page(
    db: EntityManager,
    tenantId: string,
    siteId: string,
    { after, limit, language }: { readonly after: Cursor | null; readonly limit: number; readonly language: string | undefined },
  ): Promise<Page<ResultView>> {
    const rows = await listResults(db, tenantId, siteId, after, limit);
    const views = new Map((await this.view(db, tenantId, rows, language)).map((view) => [view.id, view]));
    return pageOf(
      rows,
      limit,
      ({ id }) => ({ key: null, id }),
      ({ id }) => views.get(id) as ResultView,
    );
  }

  async view(db: EntityManager, tenantId: string, rows: readonly ResultRow[], language: string | undefined): Promise<ResultView[]> {
    const { body } = await this.content.thirdParty();
    const ring = await this.vault.ring(
      db,
      tenantId,
      rows.map((row) => row.key_id),
    );
    return rows.map((row) => viewResult(row, body, ring, this.clock.today(), language));
  }

  /** Also of results that the supplier does not know: for officers alone. */
  async suggestions(db: EntityManager, tenantId: string, round: OpenedRound): Promise<SuggestionsView> {
    const { body } = await this.content.thirdParty();
    const rows = await standingResults(db, tenantId, [round.assessment.site_id], false);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const asked = { family: round.questionnaire.manual.family, questions: round.questions };
    const ring = await this.vault.ring(
      db,
      tenantId,
      rows.map((row) => row.key_id),
    );
    const nameOf = (id: string): string => schemeOf(body, byId.get(id)?.scheme ?? '')?.name ?? '';
    return {
      items: preAnswers(body, rows.map(resultOf), asked, this.clock.today()).map((answer) => ({
        ...answer,
        agrees: sameValue(round.answers[answer.question]?.value, answer.value),
        scheme: nameOf(answer.resultId),
      })),
      openFindings: rows.flatMap((row) =>
        findingsOf(row, ring)
          .filter(({ closed }) => !closed)
          .map(({ question, text, severity }) => ({ resultId: row.id, scheme: nameOf(row.id), question, text, severity })),
      ),
    };
  }
}
