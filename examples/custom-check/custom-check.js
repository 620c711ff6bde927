import { checks, claim, defineCheck, diagnose, failing, normalise, render, skip, stated } from 'lb502'
import { incident } from '../incident.js'

/** Suspects our own nightly import, whose start is known, when failures fall into its first half hour. */
const importStartsAt = Date.parse('2026-11-20T13:00:00Z')
const halfHour = 30 * 60_000

const nightlyImport = defineCheck({
  id: 'nightly-import',
  title: 'The nightly import keeps the backends busy',
  docs: 'https://wiki.example.com/nightly-import',
  judge({ snapshot }, read) {
    const log = read.need(snapshot.accessLog)
    const during = log.digest.failures.filter(({ firstAt }) => isDuringImport(firstAt))
    const requests = during.reduce((sum, group) => sum + group.requests, 0)
    if (requests === 0) return skip
    return failing({
      // That it coincides is no proof.
      certainty: 'possible',
      headline: 'The nightly import may keep the backends busy',
      summary: `${requests} failing requests belong to failures that began while the import ran.`,
      claim: claim(during.map((group) => ({ group, requests: group.requests }))),
      evidence: [stated('access-log', `${requests} failing requests in its first half hour`, snapshot.accessLog)],
    })
  },
})

const diagnoses = diagnose(normalise(incident('keep-alive-race')), { checks: [...checks, nightlyImport] })
console.log(render(diagnoses))

function isDuringImport(time) {
  const since = Date.parse(time) - importStartsAt
  return since >= 0 && since < halfHour
}
