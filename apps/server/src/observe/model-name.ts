/** Who serves a deployment: `openai` of `openai#1`. */
export const providerOf = (deployment: string): string => deployment.replace(/#\d+$/, '')

/** A model as people ask for it: `openai/gpt-5`. */
export const modelName = (deployment: string, model: string): string => `${providerOf(deployment)}/${model}`
