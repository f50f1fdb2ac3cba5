import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { SignalsModule } from '../signals/signals.module.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { AnswerWriting } from './answering/answer-writing.service.js';
import { AnsweringService } from './answering.service.js';
import { AssessmentsController } from './assessments.controller.js';
import { AssessmentsService } from './assessments.service.js';
import { CountingService } from './counting.service.js';
import { DueDatesService } from './due-dates.service.js';
import { DelegationsController } from './delegation/delegations.controller.js';
import { DelegationsService } from './delegation/delegations.service.js';
import { HandingOver } from './delegation/handing-over.service.js';
import { FormBasisService } from './form-basis.service.js';
import { EVIDENCE_CONTROLLERS, EVIDENCE_PROVIDERS } from './evidence/evidence-parts.js';
import { FrozenQuestionnaires } from './frozen-questionnaires.service.js';
import { HistoryController } from './history/history.controller.js';
import { HistoryService } from './history/history.service.js';
import { InvitationsService } from './invitations.service.js';
import { LinksController } from './links.controller.js';
import { LinksService } from './links.service.js';
import { NewLinkController } from './new-link/new-link.controller.js';
import { NewLinkService } from './new-link/new-link.service.js';
import { MissingQuestions } from './missing-questions.service.js';
import { MoveRecords } from './move-records.service.js';
import { MovingController } from './moving.controller.js';
import { MovingService } from './moving.service.js';
import { OwnAnswersController } from './own-answers.controller.js';
import { PrefillService } from './prefill.service.js';
import { PrintController } from './print/print.controller.js';
import { PrintService } from './print/print.service.js';
import { QuestionnairesService } from './questionnaires.service.js';
import { ReadingService } from './reading.service.js';
import { ReceiptLetters } from './receipts/receipt-letters.service.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { ReceiptsService } from './receipts/receipts.service.js';
import { RespondController } from './respond.controller.js';
import { ConfirmingService } from './reuse/confirming.service.js';
import { CopyingService } from './reuse/copying.service.js';
import { ManyRounds } from './reuse/many-rounds.service.js';
import { ReuseController } from './reuse/reuse.controller.js';
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
import { SendableManuals } from './sendable-manuals.service.js';
import { SendingService } from './sending.service.js';
import { SubmissionService } from './submission.service.js';
import { THIRD_PARTY_CONTROLLERS, THIRD_PARTY_PROVIDERS } from './third-party/third-party-parts.js';

/** Rounds of questions to a site: sending, answering through links, submitting, reviewing. */
@Module({
  imports: [MailModule, ScoringQueueModule, SignalsModule, SuppliersModule],
  controllers: [
    AssessmentsController,
    DelegationsController,
    HistoryController,
    LinksController,
    MovingController,
    NewLinkController,
    OwnAnswersController,
    PrintController,
    ReceiptsController,
    RespondController,
    ReuseController,
    ReviewController,
    ReviewRepliesController,
    ...EVIDENCE_CONTROLLERS,
    ...THIRD_PARTY_CONTROLLERS,
  ],
  providers: [
    AnsweringService,
    AnswerWriting,
    AssessmentsService,
    ConfirmingService,
    CopyingService,
    CountingService,
    DueDatesService,
    DelegationsService,
    FormBasisService,
    ...EVIDENCE_PROVIDERS,
    ...THIRD_PARTY_PROVIDERS,
    FrozenQuestionnaires,
    HandingOver,
    HistoryService,
    InvitationsService,
    LinksService,
    ManyRounds,
    NewLinkService,
    MissingQuestions,
    MoveRecords,
    MovingService,
    PrefillService,
    PrintService,
    QuestionnairesService,
    ReadingService,
    ReviewChangesService,
    ReviewConfirmationService,
    ReviewDeskService,
    ReviewHintsService,
    ReviewNames,
    ReviewSnapshots,
    ReviewThreadsService,
    ReceiptLetters,
    ReceiptsService,
    ReviewingService,
    RoundReader,
    RoundsService,
    SendableManuals,
    SendingService,
    SubmissionService,
  ],
  exports: [
    AnsweringService,
    DueDatesService,
    FormBasisService,
    LinksService,
    MissingQuestions,
    ReadingService,
    SendableManuals,
    SendingService,
  ],
})
export class AssessmentsModule {}
