import { curl } from './curl.ts'
import type { Described, Documented } from './documented.ts'
import { type Html, html, inline, prose } from './html.ts'
import { kind, type Schema } from './schema-html.ts'

type Content = NonNullable<Described['requestBody']>['content']
type Answers = Readonly<Record<string, { readonly description: string; readonly content?: Content }>>

/** An operation as a section of the page: what it is for, what it takes, how it is asked, what it answers. */
export function operationHtml({ method, path, described }: Documented, origin: string, problems: Answers): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = described
  return html`
    <section class="operation" id="${operationId}">
      <h3><a href="#${operationId}">${summary}</a></h3>
      <p class="route"><span class="method ${method}">${method.toUpperCase()}</span> <code>${broken(path)}</code></p>
      ${prose(description)}
      ${parameters.length > 0 && html`<h4>Parameters</h4><ul class="fields">${parameters.map(parameterHtml)}</ul>`}
      ${requestBody && html`<h4>Body${!requestBody.required && html` <span class="optional">optional</span>`}</h4>${contentHtml(requestBody.content)}`}
      <h4>Ask</h4>
      <pre><code>${curl(method, path, described, origin)}</code></pre>
      <h4>Answers</h4>
      <ul class="answers">${Object.entries(responses).map(([status, answer]) => answerHtml(status, answer, problems))}</ul>
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

function answerHtml(status: string, answer: Described['responses'][string], problems: Answers): Html {
  const own = '$ref' in answer ? problems[answer.$ref.split('/').at(-1) ?? ''] : answer
  const problem = Number(status) >= 400
  return html`
    <li class="${problem ? 'problem' : 'success'}">
      <span class="status">${status}</span> ${inline(own?.description ?? '')}
      ${!problem && own && 'content' in own && own.content && contentHtml(own.content)}
    </li>`
}
