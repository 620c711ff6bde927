/** Asks again in an older version of an API where the newest is not known: sovereign clouds and stacks of one's own are behind. */
import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline'

const parameter = 'api-version'

/** One more request for each that is refused for its version, where the refusal lists an older one. */
export function olderVersions(): PipelinePolicy {
  return {
    name: 'olderVersions',
    sendRequest: async (request, next) => {
      const response = await next(request)
      const url = new URL(request.url)
      const older = olderVersion(response, url.searchParams.get(parameter) ?? '')
      if (older === null) return response
      url.searchParams.set(parameter, older)
      request.url = url.href
      return next(request)
    },
  }
}

/** The newest version that the refusal lists and that is no newer than the one asked for. */
function olderVersion({ status, bodyAsText }: PipelineResponse, asked: string): string | null {
  if (status !== 400 && status !== 404) return null
  const listed = /supported api-versions? (?:is|are):? '([^']*)'/i.exec(bodyAsText ?? '')?.[1]?.split(/[\s,]+/) ?? []
  const known = listed.filter((version) => /^\d{4}-\d\d-\d\d$/.test(version) && version < asked)
  return known.sort().at(-1) ?? null
}
