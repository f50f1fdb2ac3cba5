import { Module } from '@nestjs/common';
import { OverridesModule } from '../overrides/overrides.module.js';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { ContactErasureService } from './contact-erasure.service.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { DelegateContacts } from './delegate-contacts.service.js';
import { ImportSourceService } from './import-source.service.js';
import { RelationshipsService } from './relationships.service.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';
import { SupplierImportsController } from './supplier-imports.controller.js';
import { SupplierImportsService } from './supplier-imports.service.js';
import { SuppliersController } from './suppliers.controller.js';
import { SuppliersService } from './suppliers.service.js';
import { VocabularyService } from './vocabulary.service.js';

@Module({
  imports: [ScoringQueueModule, OverridesModule],
  controllers: [SuppliersController, SitesController, ContactsController, SupplierImportsController],
  providers: [
    ContactErasureService,
    ContactsService,
    DelegateContacts,
    ImportSourceService,
    RelationshipsService,
    SitesService,
    SupplierImportsService,
    SuppliersService,
    VocabularyService,
  ],
  exports: [SuppliersService, SitesService, ContactsService, DelegateContacts, VocabularyService],
})
export class SuppliersModule {}
