import { z } from 'zod'

/** RFC 9457. `detail` says what to do about it. */
export const problem = z.looseObject({
  type: z.string().describe('A page that says more; `about:blank` where there is none.'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('What is wrong, and the way out.'),
  code: z.string().describe('One word that programs can rely on.'),
  requestId: z.string(),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Every place of the request that is wrong.'),
})
export type ProblemBody = z.infer<typeof problem>
