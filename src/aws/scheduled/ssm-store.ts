/**
 * State in parameters of Systems Manager. They can be created on the condition that they are not there, but not overwritten on any:
 * the version number that a write is given, one more than the last, tells afterwards whether another write came in between. Then
 * that one stands: what was overwritten is put back.
 */
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { type StateStore, stateName } from '../../scheduled/state-store.ts'
import type { ClientSettings } from '../connection.ts'

export function ssmStore(prefix: string, { ownS3Endpoint: _, ...settings }: ClientSettings): StateStore {
  const client = new SSMClient(settings)
  const nameOf = (key: string): string => `${prefix.replace(/\/+$/, '')}/${stateName(key)}`
  const put = async (name: string, text: string, overwrite: boolean): Promise<number> => {
    const input = { Name: name, Value: text, Type: 'String', Overwrite: overwrite } as const
    return (await client.send(new PutParameterCommand(input))).Version ?? 0
  }
  const get = async (name: string): Promise<{ readonly text: string; readonly version: string }> => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }))
    return { text: Parameter?.Value ?? '', version: String(Parameter?.Version ?? 0) }
  }
  return {
    read: async (key) => {
      try {
        return await get(nameOf(key))
      } catch (error) {
        if (isNamed(error, 'ParameterNotFound')) return null
        throw error
      }
    },
    write: async (key, text, before) => {
      const name = nameOf(key)
      try {
        const version = await put(name, text, before !== null)
        if (before === null || version === Number(before.version) + 1) return String(version)
        const { text: overwritten } = await get(`${name}:${version - 1}`)
        await put(name, overwritten, true)
        return null
      } catch (error) {
        if (isNamed(error, 'ParameterAlreadyExists')) return null
        throw error
      }
    },
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}
