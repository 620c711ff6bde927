/** Checks that a program brings: beside lb502's own, or in their place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  checks,
  claim,
  defineCheck,
  diagnose,
  failing,
  judge,
  normalise,
  parseEvidenceFile,
  renderJson,
  stated,
  whole,
} from '../../src/index.ts'

const path = join(import.meta.dirname, '../scenarios/aws/keep-alive-race/evidence.json')
const [evidence] = parseEvidenceFile(readFileSync(path, 'utf8'), path).evidences
if (evidence === undefined) throw new Error('the scenario holds no evidence')
const snapshot = normalise(evidence)

const everyFailure = defineCheck({
  id: 'our-proxy',
  title: 'Our proxy restarts',
  docs: 'https://wiki.example.com/proxy',
  judge(subject, read) {
    const { failures } = read.need(subject.snapshot.accessLog).digest
    return failing({
      certainty: 'proven',
      headline: 'Our proxy restarts',
      summary: 'Its log says so.',
      claim: claim(whole(failures)),
      evidence: [stated('access-log', 'every failure', subject.snapshot.accessLog)],
    })
  },
})

test('an own check competes with the others, and brings its title and page', () => {
  const [diagnosis] = diagnose(snapshot, { checks: [...checks, everyFailure] })
  expect(diagnosis?.causes[0]).toMatchObject({
    id: 'our-proxy',
    title: 'Our proxy restarts',
    docs: 'https://wiki.example.com/proxy',
    certainty: 'proven',
  })
  expect(diagnosis?.headline).toMatch(/^Our proxy restarts: /)
  expect(diagnosis?.causes.map(({ id }) => id)).toContain('keep-alive-race')
  expect(JSON.parse(renderJson(diagnosis === undefined ? [] : [diagnosis], { wrap: false })).causes[0].id).toBe('our-proxy')
})

test('without options, and with the built-in list, the answer is the same', () => {
  expect(diagnose(snapshot, { checks })).toEqual(diagnose(snapshot))
  expect(judge(evidence, { checks })).toEqual(judge(evidence))
})

test('a check with the id of a built-in one takes its place', () => {
  const [diagnosis] = diagnose(snapshot, {
    checks: [...checks, { id: 'keep-alive-race', judge: () => ({ status: 'pass', because: 'we never reuse connections' }) }],
  })
  expect(diagnosis?.causes.map(({ id }) => id)).not.toContain('keep-alive-race')
  expect(diagnosis?.ruledOut.filter(({ id }) => id === 'keep-alive-race')).toEqual([
    { id: 'keep-alive-race', because: 'we never reuse connections' },
  ])
})

test('an own check can be asked for, and ignored, by its id', () => {
  const both = [...checks, everyFailure]
  expect(diagnose(snapshot, { checks: both, only: ['our-proxy'] })[0]?.causes.map(({ id }) => id)).toEqual(['our-proxy'])
  expect(diagnose(snapshot, { checks: both, ignore: ['our-proxy'] })).toEqual(diagnose(snapshot, { ignore: ['our-proxy'] }))
})

test('a fault of an own check costs nothing but its own answer, and is not called lb502’s', () => {
  const broken = defineCheck({
    id: 'broken',
    title: 'Broken',
    judge() {
      throw new Error('oops')
    },
  })
  const [diagnosis] = diagnose(snapshot, { checks: [...checks, broken] })
  const [expected] = diagnose(snapshot)
  expect(diagnosis?.causes).toEqual(expected?.causes)
  expect(diagnosis?.blindSpots.filter(({ hides }) => hides.includes('broken'))).toEqual([
    { what: 'the check for broken', why: 'failed', permission: null, hides: ['broken'], message: 'a bug in this check: oops' },
  ])
})

test('what an own check could not read is a blind spot that hides its cause', () => {
  const calls = evidence.calls.filter(({ call }) => !call.startsWith('s3:') && !call.startsWith('logs:'))
  const [diagnosis] = diagnose(normalise({ ...evidence, calls }), { checks: [everyFailure] })
  expect(diagnosis?.causes).toEqual([])
  expect(diagnosis?.blindSpots.some(({ hides }) => hides.includes('our-proxy'))).toBe(true)
})
