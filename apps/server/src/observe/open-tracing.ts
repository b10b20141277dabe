import type { Tracer } from '@opentelemetry/api'
import type { Environment } from '@quorum/models'

export type Tracing = {
  readonly tracer: Tracer
  /** Questions and answers may stand in spans. */
  readonly content: boolean
  /** Sends what is left, for as long as a server that goes may wait. */
  close(): Promise<void>
}

type Options = {
  readonly env: Environment
  readonly version: string
}

/** Milliseconds that a collector has to take the last spans. */
const lastMs = 3000

/**
 * Tracing by the variables of OpenTelemetry: null unless `OTEL_EXPORTER_OTLP_ENDPOINT` (or that of traces alone) names a collector, and only
 * then is the SDK loaded. Service name, headers, sampler and batches follow their `OTEL_` variables.
 */
export async function openTracing({ env, version }: Options): Promise<Tracing | null> {
  const url = endpointIn(env)
  if (url === null) return null
  const [sdk, exporter, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const { detectResources, envDetector, resourceFromAttributes } = resources
  const named = { 'service.name': env.OTEL_SERVICE_NAME ?? 'quorum', 'service.version': version }
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes(named).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new exporter.OTLPTraceExporter({ url }) })],
  })
  return {
    tracer: provider.getTracer('quorum', version),
    content: env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT?.toLowerCase() === 'true',
    async close() {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, lastMs)
      await Promise.race([provider.shutdown(), late.promise])
      clearTimeout(timer)
    },
  }
}

function endpointIn({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces, OTEL_EXPORTER_OTLP_ENDPOINT: all }: Environment): string | null {
  if (traces) return traces
  return all ? `${all.replace(/\/$/, '')}/v1/traces` : null
}
