/** Why one of two who are asked the same is not to ask again: the other one is under way. What it has said by then may still be of use. */
export const overtaken = new Error('Another deployment is asked meanwhile.')
