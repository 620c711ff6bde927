/** The one error that ends a run on purpose: exit code 2, one clear line and a hint, no stack trace. */
export class CannotRun extends Error {
  /** What to do next, one line. */
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CannotRun'
    this.hint = hint
  }
}
