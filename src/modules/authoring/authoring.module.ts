import { Module } from '@nestjs/common';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { DraftContentsService } from './draft-contents.service.js';
import { DraftReviewService } from './draft-review.service.js';
import { DraftsController } from './drafts.controller.js';
import { DraftsService } from './drafts.service.js';
import { LookingController } from './looking.controller.js';
import { LookingService } from './looking.service.js';
import { ManualExportsController } from './manual-exports.controller.js';
import { ManualExportsService } from './manual-exports.service.js';
import { ManualImportsController } from './manual-imports.controller.js';
import { ManualImportsService } from './manual-imports.service.js';
import { ManualInForceController } from './manual-in-force.controller.js';
import { ManualChanges } from './manual-changes.service.js';
import { ManualInForceService } from './manual-in-force.service.js';
import { PublishingService } from './publishing.service.js';
import { TranslationsController } from './translations.controller.js';
import { TranslationsService } from './translations.service.js';

/** A tenant's own manuals, from draft to retirement, and translations of any manual. */
@Module({
  imports: [ScoringQueueModule],
  controllers: [
    DraftsController,
    LookingController,
    ManualExportsController,
    ManualImportsController,
    ManualInForceController,
    TranslationsController,
  ],
  providers: [
    DraftContentsService,
    DraftReviewService,
    DraftsService,
    LookingService,
    ManualChanges,
    ManualExportsService,
    ManualImportsService,
    ManualInForceService,
    PublishingService,
    TranslationsService,
  ],
  exports: [DraftsService],
})
export class AuthoringModule {}
