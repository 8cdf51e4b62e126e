/** A regular expression was refused: Go's words, and the part they are about. */
export class InvalidExpression extends Error {
  readonly part: string;

  constructor(reason: string, part: string) {
    super(reason);
    this.part = part;
  }
}
