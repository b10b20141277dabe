import type { Model } from '@quorum/debate'
import type { Deployment } from '../../deployment.ts'
import { overHttp } from '../../http/over-http.ts'
import type { WirePorts } from '../../http/ports.ts'
import { messagesBody } from './messages-body.ts'
import { messagesReader } from './messages-reader.ts'

/** A model that speaks Anthropic's messages. `baseUrl` is without the version, as the vendor's SDKs have it: `https://api.anthropic.com`. */
export function anthropicMessages(deployment: Deployment, ports: WirePorts): Model {
  return overHttp(
    {
      url: ({ baseUrl }) => `${baseUrl.replace(/\/v1$/, '')}/v1/messages`,
      headers: (key) => ({ 'anthropic-version': '2023-06-01', ...(key !== '' && { 'x-api-key': key }) }),
      body: messagesBody,
      reader: messagesReader,
    },
    deployment,
    ports,
  )
}
