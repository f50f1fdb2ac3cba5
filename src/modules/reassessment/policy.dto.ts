import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';

const MONTHS = { type: 'integer', minimum: 1, maximum: 60 } as const;

/** How often sites are assessed again, by the band of their risk. */
export class PolicyDto {
  @ApiProperty({ ...MONTHS, description: 'Months until a site of critical risk is due again.' })
  @IsInt()
  @Min(1)
  @Max(60)
  criticalMonths: number;

  @ApiProperty({ ...MONTHS, description: 'Months until a site of high risk is due again; not fewer than for critical.' })
  @IsInt()
  @Min(1)
  @Max(60)
  highMonths: number;

  @ApiProperty({ ...MONTHS, description: 'Months until a site of medium risk is due again; not fewer than for high.' })
  @IsInt()
  @Min(1)
  @Max(60)
  mediumMonths: number;

  @ApiProperty({ ...MONTHS, description: 'Months until a site of low risk is due again; not fewer than for medium.' })
  @IsInt()
  @Min(1)
  @Max(60)
  lowMonths: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365, description: 'Days a supplier has to answer.' })
  @IsInt()
  @Min(1)
  @Max(365)
  answerDays: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class PolicyView {
  @ApiProperty(MONTHS)
  criticalMonths: number;

  @ApiProperty(MONTHS)
  highMonths: number;

  @ApiProperty(MONTHS)
  mediumMonths: number;

  @ApiProperty(MONTHS)
  lowMonths: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365 })
  answerDays: number;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}
