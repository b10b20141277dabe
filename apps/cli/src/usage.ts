/** Something on the command line that the user can mend: one or two sentences that say what is wrong and the way out. Exit code 2. */
export class Usage extends Error {
  override readonly name = 'Usage'
}
