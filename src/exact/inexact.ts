/** What is known in closed form could not be evaluated well enough; the message names the cause. */
export class Inexact extends Error {
  override readonly name = "Inexact";
}
