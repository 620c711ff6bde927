/** One request and its reply: from http to an operation with its input, and from an output or a refusal back to http. */
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { Refusal } from '../refusals.ts'
import { findOperation, operationsOf, type Service, services } from '../services.ts'
import { readForm } from './form.ts'
import { readJson, writeJson } from './json.ts'
import { isHeader, payloadOf, readBindings, routeOf, writeHeaders } from './rest.ts'
import { errorTraitsOf, type Operation } from './schema.ts'
import { escapeXml, writeMembers } from './xml.ts'

export interface Asked {
  /** As IAM names it: `ec2:DescribeVpcs`. */
  readonly call: string
  /** The access key that the request is signed with. */
  readonly accessKey: string
  /** The region that the request is signed for. */
  readonly region: string
  readonly service: Service
  /** Null when the SDK knows no such operation. */
  readonly operation: Operation | null
  readonly input: Readonly<Record<string, unknown>>
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Readable
}

/** What a request asks for; null when it is not signed for a service the fake knows. */
export async function readRequest(request: IncomingMessage): Promise<Asked | null> {
  const [, accessKey = '', region = '', signedFor = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? []
  const service = services[signedFor]
  if (service === undefined) return null
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const { action, operation, input } = readOperation(service, request, body)
  return { call: `${service.name}:${action}`, accessKey, region, service, operation, input: input as Asked['input'] }
}

interface Operated {
  readonly action: string
  readonly operation: Operation | null
  readonly input: unknown
}

function readOperation(service: Service, request: IncomingMessage, body: string): Operated {
  switch (service.protocol) {
    case 'query':
    case 'ec2': {
      const form = new URLSearchParams(body)
      const action = form.get('Action') ?? ''
      const operation = findOperation(service, action)
      return { action, operation, input: operation ? readForm(form, operation.input, service.protocol) : {} }
    }
    case 'json': {
      const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
      const operation = findOperation(service, action)
      return { action, operation, input: operation ? readJson(JSON.parse(body), operation.input) : {} }
    }
    case 'rest-json':
    case 'rest-xml':
      return readRest(service, request, body)
  }
}

function readRest(service: Service, request: IncomingMessage, body: string): Operated {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake')
  const [, bucket = '', inBucket = '/'] = service.protocol === 'rest-xml' ? (/^\/([^/]+)(\/.*)?$/.exec(pathname) ?? []) : []
  const path = service.protocol === 'rest-xml' ? inBucket : pathname
  const route = routeOf(operationsOf(service), request.method ?? '', path, searchParams)
  if (route === null) return { action: `${request.method} ${pathname}`, operation: null, input: {} }
  const { operation, labels } = route
  const bound = readBindings(operation.input, { Bucket: bucket, ...labels }, searchParams, request.headers)
  const inBody = service.protocol === 'rest-json' && body !== '' ? readJson(JSON.parse(body), operation.input) : {}
  return { action: operation.name, operation, input: { ...(inBody as object), ...bound } }
}

/** The reply that carries an output. */
export function writeOutput(output: unknown, service: Service, { name, output: schema, http }: Operation): Reply {
  switch (service.protocol) {
    case 'query': {
      const result = `<${name}Result>${writeMembers(output, schema)}</${name}Result>`
      return xml(
        200,
        `<${name}Response>${result}<ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></${name}Response>`,
      )
    }
    case 'ec2':
      return xml(200, `<${name}Response><requestId>fake</requestId>${writeMembers(output, schema)}</${name}Response>`)
    case 'json':
      return json(200, writeJson(output, schema))
    case 'rest-json':
      return json(http?.[2] ?? 200, writeJson(output, schema))
    case 'rest-xml': {
      const headers = writeHeaders(output, schema)
      const payload = payloadOf(schema)
      if (payload !== null) {
        return { status: 200, headers, body: (output as Readonly<Record<string, Readable>>)[payload] ?? Readable.from([]) }
      }
      const root = String(schema.getMergedTraits().xmlName ?? schema.getName())
      const reply = xml(200, `<${root}>${writeMembers(output, schema, isHeader)}</${root}>`)
      return { ...reply, headers: { ...reply.headers, ...headers } }
    }
  }
}

/** The reply that carries a refusal, in the protocol's form. */
export function writeRefusal({ name, message, $metadata }: Refusal, { protocol, module }: Service): Reply {
  const { code, status: modelled } = errorTraitsOf(module, name)
  const status = modelled ?? $metadata.httpStatusCode
  const error = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`
  switch (protocol) {
    case 'query':
      return xml(status, `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>fake</RequestId></ErrorResponse>`)
    case 'ec2':
      return xml(status, `<Response><Errors><Error>${error}</Error></Errors><RequestID>fake</RequestID></Response>`)
    case 'rest-xml':
      return xml(status, `<Error>${error}<RequestId>fake</RequestId></Error>`)
    case 'json':
    case 'rest-json': {
      const reply = json(status, { __type: name, message })
      return { ...reply, headers: { ...reply.headers, 'x-amzn-errortype': name } }
    }
  }
}

function xml(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?>${body}` }
}

function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
