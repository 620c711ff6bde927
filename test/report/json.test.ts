import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderJson } from '../../src/report/json.ts'
import { hostileDiagnosis } from './hostile.ts'
import { clear, refused } from './sample.ts'

test('keys stand in the contract’s order, whatever order the diagnosis was built in', () => {
  const shuffled = Object.fromEntries(Object.entries(refused).reverse()) as typeof refused
  const json = renderJson([shuffled], { wrap: false })
  expect(json).toBe(renderJson([refused], { wrap: false }))
  const document = JSON.parse(json)
  expect(Object.keys(document)).toEqual([
    'schemaVersion',
    'tool',
    'verdict',
    'headline',
    'subject',
    'window',
    'traffic',
    'causes',
    'ruledOut',
    'risks',
    'blindSpots',
    'changes',
    'requestPath',
    'unmodelled',
  ])
  expect(Object.keys(document.traffic)).toEqual([
    'requests',
    'gateway502',
    'backend502',
    'gateway503',
    'gateway504',
    'source',
    'byMinute',
    'other',
  ])
  expect(Object.keys(document.causes[0])).toEqual([
    'id',
    'certainty',
    'title',
    'summary',
    'explains',
    'affected',
    'evidence',
    'against',
    'fixes',
    'docs',
  ])
})

test('one diagnosis is the document, several or a wrapped one stand in `diagnoses`', () => {
  expect(JSON.parse(renderJson([refused], { wrap: false }))).toEqual(refused)
  expect(JSON.parse(renderJson([refused], { wrap: true }))).toEqual({ schemaVersion: 1, diagnoses: [refused] })
  expect(JSON.parse(renderJson([refused, clear], { wrap: false }))).toEqual({ schemaVersion: 1, diagnoses: [refused, clear] })
  expect(renderJson([refused], { wrap: false }).endsWith('}\n')).toBe(true)
})

test('nothing is lost from hostile strings, and nothing in them is active', () => {
  fc.assert(
    fc.property(hostileDiagnosis, (diagnosis) => {
      const json = renderJson([diagnosis], { wrap: false })
      expect(JSON.parse(json)).toEqual(diagnosis)
      expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})
