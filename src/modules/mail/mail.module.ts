import { Module } from '@nestjs/common';
import { MailService } from './mail.service.js';
import { SendMailWorker } from './send-mail.worker.js';
import { ShortMessageService } from './short-message.service.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesService } from './templates.service.js';

/** Mails are promised by the modules that need them, and composed and sent here, in the tenant's own words where it has some. */
@Module({
  controllers: [TemplatesController],
  providers: [MailService, SendMailWorker, ShortMessageService, TemplatesService],
  exports: [MailService, ShortMessageService],
})
export class MailModule {}
