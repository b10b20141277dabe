import type { Model } from '@quorum/debate'
import type { Deployment } from '../../deployment.ts'
import { overHttp } from '../../http/over-http.ts'
import type { WirePorts } from '../../http/ports.ts'
import { responsesBody } from './responses-body.ts'
import { responsesReader } from './responses-reader.ts'

/** A model that speaks OpenAI's responses; some of that vendor's models speak nothing else. `baseUrl` holds the version: `https://api.openai.com/v1`. */
export function openAiResponses(deployment: Deployment, ports: WirePorts): Model {
  return overHttp(
    {
      url: ({ baseUrl }) => `${baseUrl}/responses`,
      headers: (key) => (key === '' ? {} : { authorization: `Bearer ${key}` }),
      body: responsesBody,
      reader: responsesReader,
    },
    deployment,
    ports,
  )
}
