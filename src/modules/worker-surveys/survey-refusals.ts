import { DomainError } from '../../domain/shared/domain-error.js';

/** The same for whoever made a link up, and for whoever asks for another tenant's survey. */
export const surveyNotFound = (): DomainError => new DomainError('SURVEY_NOT_FOUND', 'not_found', 'There is no such survey.');

export const surveyEnded = (): DomainError => new DomainError('SURVEY_ENDED', 'conflict', 'This survey has ended.');

export const surveyClosed = (): DomainError => new DomainError('SURVEY_CLOSED', 'gone', 'No answers are taken here any more, or not yet.');

export const surveyFlooded = (): DomainError =>
  new DomainError('TOO_MANY_REQUESTS', 'too_many', 'Too many requests; wait a minute and try again.');
