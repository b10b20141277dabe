import type { Model } from '@quorum/debate'
import type { Deployment } from '../../deployment.ts'
import { overHttp } from '../../http/over-http.ts'
import type { WirePorts } from '../../http/ports.ts'
import { geminiBody } from './gemini-body.ts'
import { geminiReader } from './gemini-reader.ts'

/**
 * A model that speaks Google's `generateContent`. `baseUrl` holds the version: `https://generativelanguage.googleapis.com/v1beta`, and may be
 * that of the vendor's OpenAI dialect, which lies below it. A model without a folder in its name stands in `models/`.
 */
export function gemini(deployment: Deployment, ports: WirePorts): Model {
  return overHttp(
    {
      url: ({ baseUrl, model }, stream) =>
        `${baseUrl.replace(/\/openai$/, '')}/${pathOf(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
      headers: (key) => (key === '' ? {} : { 'x-goog-api-key': key }),
      body: geminiBody,
      reader: geminiReader,
    },
    deployment,
    ports,
  )
}

const pathOf = (model: string): string => (model.includes('/') ? model : `models/${model}`).split('/').map(encodeURIComponent).join('/')
