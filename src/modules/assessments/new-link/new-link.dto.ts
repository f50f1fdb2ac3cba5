import { IsString, MaxLength } from 'class-validator';

export class AskForLinkDto {
  /** The token of the link that does not open any more: what stands after the # in its address. */
  @IsString()
  @MaxLength(300)
  token: string;
}

export class AskedForLinkView {
  /** The same sentence whatever was asked. */
  message: string;
}
