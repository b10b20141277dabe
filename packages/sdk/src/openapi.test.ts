import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { Content } from './openapi/describe.ts'
import { openApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

const document = openApi({ version: '1.2.3' })
const all = Object.values(document.paths).flatMap((item) => Object.values(item))
const table: Readonly<Record<string, Operation>> = operations

function schemaCheck() {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'document', ...document })
  return (schema: object, value: unknown) => {
    const located = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'))
    const valid = ajv.validate(located, value)
    return valid ? [] : (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

describe('the OpenAPI document', () => {
  test('is an OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone({ ...document }))
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  test('has every operation of the table once, under its own id', () => {
    expect(all.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(operations).sort())
  })

  test('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(100)
    const { components } = document
    for (const [, kind, name = ''] of references) expect(components[kind as 'schemas' | 'responses']).toHaveProperty([name])
  })

  test('says a schema once: bodies with a name are referred to', () => {
    const text = JSON.stringify(document.paths)
    expect(text).not.toContain('"properties"')
    expect(JSON.stringify(document.components.schemas.Debate)).toContain('#/components/schemas/Verdict')
  })

  test('gives examples that its schemas take', () => {
    const check = schemaCheck()
    const answers = [...all.flatMap(({ responses }) => Object.values(responses)), ...Object.values(document.components.responses)]
    const contents = [...all.map(({ requestBody }) => requestBody?.content), ...answers.map(contentOf)]
    const examples = contents.flatMap((content) => Object.values(content ?? {})).filter(({ example }) => example !== undefined)
    expect(examples.length).toBeGreaterThan(60)
    for (const { schema, example } of examples) expect([example, ...check(schema, example)]).toEqual([example])
  })

  test('has an example for every JSON body that has to be sent', () => {
    const missing = Object.entries(table).filter(([, { body, consumes, example }]) => body && !consumes && example === undefined)
    expect(missing.map(([id]) => id)).toEqual([])
  })

  test('tells which key an operation takes, and that a stream of a browser takes a ticket', () => {
    const secured = (id: string) => all.find(({ operationId }) => operationId === id)?.security
    expect(secured('health')).toEqual([])
    expect(secured('startDebate')).toEqual([{ key: [] }])
    expect(secured('listEvents')).toEqual([{ key: [] }, { ticket: [] }])
  })
})

const contentOf = (answer: object): Content | undefined => ('content' in answer ? (answer.content as Content) : undefined)
