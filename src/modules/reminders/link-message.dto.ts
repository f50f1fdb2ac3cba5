/** What an officer pastes into a messenger. */
export class LinkMessageView {
  /** BCP 47 tag of the text. */
  language: string;

  /** At most 300 characters, and the link on a line of its own. */
  text: string;
}
