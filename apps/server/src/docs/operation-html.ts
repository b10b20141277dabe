import type { OpenApi } from '@quorum/sdk'
import { curl } from './curl.ts'
import type { Described, Documented } from './documented.ts'
import { type Html, html, inline, prose } from './html.ts'
import { fields, kind, type Schema } from './schema-html.ts'

type Content = NonNullable<Described['requestBody']>['content']
type Components = OpenApi['components']
type Answer = { readonly description: string; readonly content?: Content }

/** An operation as a section of the page: what it is for, what it takes, how it is asked, what it answers. */
export function operationHtml({ method, path, described }: Documented, origin: string, components: Components): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = described
  return html`
    <section class="operation" id="${operationId}">
      <h3><a href="#${operationId}">${summary}</a></h3>
      <p class="route"><span class="method ${method}">${method.toUpperCase()}</span> <code>${broken(path)}</code></p>
      ${prose(description)}
      ${parameters.length > 0 && html`<h4>Parameters</h4><ul class="fields">${parameters.map(parameterHtml)}</ul>`}
      ${requestBody && html`<h4>Body${!requestBody.required && html` <span class="optional">optional</span>`}</h4>${contentHtml(requestBody.content)}${bodyFields(requestBody.content, components)}`}
      <h4>Ask</h4>
      <pre><code>${curl(method, path, described, origin)}</code></pre>
      <h4>Answers</h4>
      <ul class="answers">${Object.entries(responses).map(([status, answer]) => answerHtml(status, answer, components))}</ul>
    </section>`
}

/** A path that may be broken at its slashes. */
const broken = (path: string): Html[] => path.split(/(?=\/)/).map((part) => html`${part}<wbr>`)

function parameterHtml({ name, in: place, required, description, schema }: Described['parameters'][number]): Html {
  return html`
    <li>
      <code class="name">${name}</code>
      <span class="kind">${kind(schema as Schema)}, in the ${place}${!required && html`<span class="optional">optional</span>`}</span>
      ${description && html`<p>${inline(description)}</p>`}
    </li>`
}

const contentHtml = (content: Content): Html =>
  html`${Object.entries(content).map(
    ([type, { schema, example }]) => html`
      <p class="kind">${kind(schema as Schema)} <span class="type">${type}</span></p>
      ${example !== undefined && html`<details><summary>Example</summary><pre><code>${JSON.stringify(example, null, 2)}</code></pre></details>`}`,
  )}`

/** The fields of what is sent, where it is needed: they are not looked up somewhere else. */
function bodyFields(content: Content, { schemas }: Components): Html {
  const references = Object.values(content).flatMap(({ schema }) => (typeof schema.$ref === 'string' ? [schema.$ref] : []))
  return html`${references.map((reference) => fields((schemas[last(reference)] ?? {}) as Schema))}`
}

const last = (reference: string): string => reference.split('/').at(-1) ?? ''

function answerHtml(status: string, answer: Described['responses'][string], { responses }: Components): Html {
  const own = '$ref' in answer ? (responses[last(answer.$ref)] as Answer | undefined) : answer
  const problem = Number(status) >= 400
  return html`
    <li class="${problem ? 'problem' : 'success'}">
      <span class="status">${status}</span> ${inline(own?.description ?? '')}
      ${!problem && own && 'content' in own && own.content && contentHtml(own.content)}
    </li>`
}
