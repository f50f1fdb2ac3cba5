import { PreAnswering } from './pre-answering.service.js';
import { RespondThirdPartyController } from './respond-third-party.controller.js';
import { ResultReader } from './result-reader.service.js';
import { ThirdPartyController } from './third-party.controller.js';
import { ThirdPartyDesk } from './third-party-desk.service.js';
import { ThirdPartyResults } from './third-party-results.service.js';

/** What the module of assessments is made of in this folder. */
export const THIRD_PARTY_CONTROLLERS = [RespondThirdPartyController, ThirdPartyController];

export const THIRD_PARTY_PROVIDERS = [PreAnswering, ResultReader, ThirdPartyDesk, ThirdPartyResults];
