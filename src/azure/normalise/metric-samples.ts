/** Azure Monitor's answers as samples, whatever they were split by. */
import { asTime, type Loose, neededObjects, neededText, number, objects, part, text, Unreadable } from '../../normalise/loose.ts'

export interface ArmName {
  readonly value?: string
}

export interface ArmMetrics {
  /** ISO 8601 duration: `PT1M`. */
  readonly interval?: string
  readonly value?: readonly ArmMetric[]
}

interface ArmMetric {
  readonly name?: ArmName
  readonly errorCode?: string
  readonly timeseries?: readonly {
    readonly metadatavalues?: readonly { readonly name?: ArmName; readonly value?: string }[]
    readonly data?: readonly ArmSample[]
  }[]
}

interface ArmSample {
  readonly timeStamp?: string
  readonly average?: number
  readonly maximum?: number
  readonly total?: number
}

export type Aggregation = 'average' | 'maximum' | 'total'

/** One value of one metric for one combination of its dimensions. */
export interface Sample {
  readonly at: string
  /** Dimension values by the dimension's name in lower case. */
  readonly dimensions: ReadonlyMap<string, string>
  readonly values: Readonly<Record<Aggregation, number | null>>
}

export interface Samples {
  readonly periodSeconds: number
  /** By the metric's name; a metric that was asked for and has no samples has an empty list. */
  readonly byMetric: ReadonlyMap<string, readonly Sample[]>
}

/** Reads one answer. Throws Unreadable when it is none, or when a metric in it failed. */
export function samplesOf(answer: Loose<ArmMetrics>): Samples {
  const metrics = neededObjects(answer, 'value').map((metric) => [nameOf(metric), samplesOfMetric(metric)] as const)
  return { periodSeconds: secondsOf(text(answer, 'interval') ?? 'PT1M'), byMetric: new Map(metrics) }
}

function nameOf(named: Loose<{ readonly name?: ArmName }>): string {
  const name = part(named, 'name')
  if (name === null) throw new Unreadable('a metric has no name')
  return neededText(name, 'value')
}

function samplesOfMetric(metric: Loose<ArmMetric>): readonly Sample[] {
  const error = text(metric, 'errorCode') ?? 'Success'
  if (error !== 'Success') throw new Unreadable(`metric ${nameOf(metric)} came back as ${error}`)
  return objects(metric, 'timeseries').flatMap((series) => {
    const dimensions = new Map(
      objects(series, 'metadatavalues').map((each) => [nameOf(each).toLowerCase(), text(each, 'value') ?? '']),
    )
    return objects(series, 'data').flatMap((sample): readonly Sample[] => {
      const values = { average: number(sample, 'average'), maximum: number(sample, 'maximum'), total: number(sample, 'total') }
      // A minute without a value is a minute without traffic.
      if (values.average === null && values.maximum === null && values.total === null) return []
      return [{ at: asTime(neededText(sample, 'timeStamp'), 'timeStamp'), dimensions, values }]
    })
  })
}

function secondsOf(duration: string): number {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? []
  const seconds = Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60
  if (seconds === 0) throw new Unreadable(`${duration} is no interval`)
  return seconds
}
