import { EvidenceCarryOver } from './carry-over.service.js';
import { DocumentEntry } from './document-entry.service.js';
import { DocumentShelf } from './document-shelf.service.js';
import { DocumentsService } from './documents.service.js';
import { DocumentsUnseenSweep } from './documents-unseen.sweep.js';
import { DownloadsService } from './downloads.service.js';
import { EvidenceAccess } from './evidence-access.service.js';
import { EvidenceDesk } from './evidence-desk.service.js';
import { EvidenceReader } from './evidence-reader.service.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceService } from './evidence.service.js';
import { ExpiryLetters } from './expiry-letters.service.js';
import { FilesController } from './files.controller.js';
import { RemovalSteps } from './removal-steps.service.js';
import { RemovalService } from './removal.service.js';
import { RespondDocumentsController } from './respond-documents.controller.js';
import { RespondEvidenceController } from './respond-evidence.controller.js';
import { SiteDocumentsController } from './site-documents.controller.js';
import { TendDocumentsWorker } from './tend-documents.worker.js';
import { Uploads } from './uploads.service.js';

/** What the module of assessments is made of in this folder. */
export const EVIDENCE_CONTROLLERS = [
  EvidenceController,
  FilesController,
  RespondDocumentsController,
  RespondEvidenceController,
  SiteDocumentsController,
];

export const EVIDENCE_PROVIDERS = [
  DocumentEntry,
  DocumentShelf,
  DocumentsService,
  DocumentsUnseenSweep,
  DownloadsService,
  EvidenceAccess,
  EvidenceCarryOver,
  EvidenceDesk,
  EvidenceReader,
  EvidenceService,
  ExpiryLetters,
  RemovalService,
  RemovalSteps,
  TendDocumentsWorker,
  Uploads,
];
