import type { Model } from '@quorum/debate'
import type { Deployment } from '../../deployment.ts'
import { overHttp } from '../../http/over-http.ts'
import type { WirePorts } from '../../http/ports.ts'
import { ollamaBody } from './ollama-body.ts'
import { ollamaReader } from './ollama-reader.ts'

/** A model that Ollama serves, asked in its own words, in which alone its window can be set. `baseUrl` is the host: `http://127.0.0.1:11434`. */
export function ollama(deployment: Deployment, ports: WirePorts): Model {
  return overHttp(
    {
      url: ({ baseUrl }) => `${baseUrl.replace(/\/(?:v1|api)$/, '')}/api/chat`,
      headers: (key) => (key === '' ? {} : { authorization: `Bearer ${key}` }),
      body: ollamaBody,
      reader: ollamaReader,
    },
    deployment,
    ports,
  )
}
