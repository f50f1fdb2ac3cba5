import { ApiProperty } from '@nestjs/swagger';

export class HintView {
  @ApiProperty({ enum: ['contradiction', 'same_text', 'number', 'changed_after_return', 'fast_completion'] })
  kind: string;

  /** Ids of the questions that it is about; none where it is about the whole. */
  questions: string[];

  text: string;

  @ApiProperty({
    enum: ['odd', 'clear'],
    description: '`odd`: unusual, and often harmless; `clear`: the answers do not fit together. Neither says who is right.',
  })
  certainty: string;

  /** What the certainty means, in words. */
  certaintyText: string;
}

export class HintsView {
  @ApiProperty({ description: 'The language of the texts.' })
  language: string;

  items: HintView[];
}
