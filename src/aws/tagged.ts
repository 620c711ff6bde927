/** Which load balancers carry a tag. */
import { CannotRun } from '../core/errors.ts'
import { chunks } from './collect/chunks.ts'
import type { AwsSession } from './session.ts'

const mostArnsACall = 20

/** Those of the load balancers that carry the tag. Throws CannotRun when tags cannot be read. */
export async function withTag(
  arns: readonly string[],
  tag: { readonly key: string; readonly value: string },
  session: AwsSession,
  region: string,
): Promise<readonly string[]> {
  const described = await Promise.all(
    chunks(arns, mostArnsACall).map(async (ResourceArns) => {
      const answer = await session.read('elasticloadbalancing:DescribeTags', region, { ResourceArns: [...ResourceArns] })
      if (answer.ok) return answer.output.TagDescriptions ?? []
      throw new CannotRun(
        `Tags of load balancers cannot be read in ${region}: ${answer.message} (${answer.code})`,
        answer.gap === 'denied'
          ? 'Allow elasticloadbalancing:DescribeTags, or name the load balancers.'
          : 'Or name the load balancers.',
      )
    }),
  )
  return described
    .flat()
    .filter(({ Tags }) => Tags?.some(({ Key, Value }) => Key === tag.key && (Value ?? '') === tag.value))
    .flatMap(({ ResourceArn }) => ResourceArn ?? [])
}
