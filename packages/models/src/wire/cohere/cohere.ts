import type { Model } from '@quorum/debate'
import type { Deployment } from '../../deployment.ts'
import { overHttp } from '../../http/over-http.ts'
import type { WirePorts } from '../../http/ports.ts'
import { cohereBody } from './cohere-body.ts'
import { cohereReader } from './cohere-reader.ts'

/** A model that speaks Cohere's chat, version 2. `baseUrl` is without the version, as the vendor's SDKs have it: `https://api.cohere.com`. */
export function cohere(deployment: Deployment, ports: WirePorts): Model {
  return overHttp(
    {
      url: ({ baseUrl }) => `${baseUrl.replace(/(?:\/compatibility)?\/v[12]$/, '')}/v2/chat`,
      headers: (key) => (key === '' ? {} : { authorization: `Bearer ${key}` }),
      body: cohereBody,
      reader: cohereReader,
    },
    deployment,
    ports,
  )
}
