import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { AnsweringService } from './answering.service.js';
import { AssessmentsController } from './assessments.controller.js';
import { AssessmentsService } from './assessments.service.js';
import { CountingService } from './counting.service.js';
import { DueDatesService } from './due-dates.service.js';
import { EVIDENCE_CONTROLLERS, EVIDENCE_PROVIDERS } from './evidence/evidence-parts.js';
import { FrozenQuestionnaires } from './frozen-questionnaires.service.js';
import { InvitationsService } from './invitations.service.js';
import { LinksController } from './links.controller.js';
import { LinksService } from './links.service.js';
import { OwnAnswersController } from './own-answers.controller.js';
import { PrefillService } from './prefill.service.js';
import { QuestionnairesService } from './questionnaires.service.js';
import { ReadingService } from './reading.service.js';
import { RespondController } from './respond.controller.js';
import { ReviewingService } from './reviewing.service.js';
import { ReviewChangesService } from './reviewing/review-changes.service.js';
import { ReviewConfirmationService } from './reviewing/review-confirmation.service.js';
import { ReviewController } from './reviewing/review.controller.js';
import { ReviewDeskService } from './reviewing/review-desk.service.js';
import { ReviewHintsService } from './reviewing/review-hints.service.js';
import { ReviewNames } from './reviewing/review-names.service.js';
import { ReviewRepliesController } from './reviewing/review-replies.controller.js';
import { ReviewSnapshots } from './reviewing/review-snapshots.service.js';
import { ReviewThreadsService } from './reviewing/review-threads.service.js';
import { RoundReader } from './round-reader.service.js';
import { RoundsService } from './rounds.service.js';
import { SendingService } from './sending.service.js';
import { SubmissionService } from './submission.service.js';
import { THIRD_PARTY_CONTROLLERS, THIRD_PARTY_PROVIDERS } from './third-party/third-party-parts.js';

/** Rounds of questions to a site: sending, answering through links, submitting, reviewing. */
@Module({
  imports: [MailModule, ScoringQueueModule],
  controllers: [
    AssessmentsController,
    LinksController,
    OwnAnswersController,
    RespondController,
    ReviewController,
    ReviewRepliesController,
    ...EVIDENCE_CONTROLLERS,
    ...THIRD_PARTY_CONTROLLERS,
  ],
  providers: [
    AnsweringService,
    AssessmentsService,
    CountingService,
    DueDatesService,
    ...EVIDENCE_PROVIDERS,
    ...THIRD_PARTY_PROVIDERS,
    FrozenQuestionnaires,
    InvitationsService,
    LinksService,
    PrefillService,
    QuestionnairesService,
    ReadingService,
    ReviewChangesService,
    ReviewConfirmationService,
    ReviewDeskService,
    ReviewHintsService,
    ReviewNames,
    ReviewSnapshots,
    ReviewThreadsService,
    ReviewingService,
    RoundReader,
    RoundsService,
    SendingService,
    SubmissionService,
  ],
  exports: [DueDatesService, LinksService, SendingService],
})
export class AssessmentsModule {}
