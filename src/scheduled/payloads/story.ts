/** An alert in words, whichever sink it goes to. */
import { cleanText } from '../../report/clean.ts'
import type { PoolAccount } from '../account.ts'
import type { Alert } from '../announce.ts'

export interface Story {
  readonly title: string
  readonly pools: readonly PoolStory[]
  /** What else there is to know, one line each. */
  readonly notes: readonly string[]
}

export interface PoolStory {
  readonly name: string
  readonly headline: string
  /** What is the matter, and what to do about it; those first that are surest. */
  readonly causes: readonly { readonly title: string; readonly summary: string; readonly fix: string | null }[]
}

/** Enough to act on; the rest is in the report. */
const mostPools = 5
const mostCauses = 3
const mostCharacters = 500

/** Every text in it is one line without control characters, and not longer than a message bears. */
export function storyOf({ occasion, account, since, stateless }: Alert): Story {
  const failing = account.pools.filter(({ verdict }) => verdict !== 'clear')
  const shown = failing.slice(0, mostPools)
  return {
    title: short(titleOf(occasion, account.standing, account.name)),
    pools: shown.map(poolStory),
    notes: [
      ...(failing.length > shown.length ? [`${failing.length - shown.length} more pools are not shown.`] : []),
      `${account.gateway502} × 502 by the load balancer, ${account.backend502} passed on, ${account.window.from} to ${account.window.to}.`,
      ...(since === null || occasion === 'new' ? [] : [`So since ${since}.`]),
      ...(account.blindSpots > 0 ? [`${account.blindSpots} things could not be seen.`] : []),
      ...(stateless ? ['What was told is not remembered: this comes again with every run (LB502_STATE).'] : []),
      `Whole report: lb502 for ${short(account.balancerId)}`,
    ],
  }
}

function titleOf(occasion: Alert['occasion'], standing: Alert['account']['standing'], name: string): string {
  const what = standing === 'failing' ? 'fails' : standing === 'clear' ? 'is clear' : 'cannot be judged'
  switch (occasion) {
    case 'new':
    case 'owed':
      return `${name} ${what}`
    case 'changed':
      return standing === 'failing' ? `${name} fails in another way` : `${name} ${what} any more`
    case 'recovered':
      return `${name} is clear again`
    case 'reminder':
      return `${name} still fails`
  }
}

function poolStory({ name, headline, causes }: PoolAccount): PoolStory {
  return {
    name: short(name),
    headline: short(headline),
    causes: causes.slice(0, mostCauses).map(({ certainty, title, summary, firstFix }) => ({
      title: short(`${certainty}: ${title}`),
      summary: short(summary),
      fix: firstFix === null ? null : short(firstFix),
    })),
  }
}

/** The text in one line without control characters, cut. */
export function short(text: string): string {
  const characters = Array.from(cleanText(text))
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters - 1).join('')}…` : characters.join('')
}

/** For people who read plain text. */
export function plainText({ title, pools, notes }: Story): string {
  const lines = pools.flatMap(({ name, headline, causes }) => [
    '',
    `${name}: ${headline}`,
    ...causes.flatMap(({ title: cause, summary, fix }) => [
      `- ${cause}`,
      `  ${summary}`,
      ...(fix === null ? [] : [`  Fix: ${fix}`]),
    ]),
  ])
  return [title, ...lines, '', ...notes, ''].join('\n')
}
