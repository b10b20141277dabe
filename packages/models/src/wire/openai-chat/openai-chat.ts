import type { Model } from '@quorum/debate'
import type { Deployment } from '../../deployment.ts'
import { overHttp } from '../../http/over-http.ts'
import type { WirePorts } from '../../http/ports.ts'
import { chatBody } from './chat-body.ts'
import { chatReader } from './chat-reader.ts'

/** A model that speaks OpenAI's chat completions, as most vendors and all local servers do. `baseUrl` holds the version: `https://api.openai.com/v1`. */
export function openAiChat(deployment: Deployment, ports: WirePorts): Model {
  return overHttp(
    {
      url: ({ baseUrl }) => `${baseUrl}/chat/completions`,
      headers: (key) => (key === '' ? {} : { authorization: `Bearer ${key}` }),
      body: chatBody,
      reader: (answer, { quirks }) => chatReader(answer, quirks),
    },
    deployment,
    ports,
  )
}
