import { StreamableFile } from '@nestjs/common';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A workbook to be saved. The name tells nothing about whom it is about: files lie open in folders and mails. */
export const sendForm = (content: Buffer): StreamableFile =>
  new StreamableFile(content, { type: XLSX, disposition: 'attachment; filename="questionnaire.xlsx"', length: content.length });
