import { Module } from '@nestjs/common';
import { MailService } from './mail.service.js';
import { SendMailWorker } from './send-mail.worker.js';

/** Mails are promised by the modules that need them, and composed and sent here. */
@Module({ providers: [MailService, SendMailWorker], exports: [MailService] })
export class MailModule {}
