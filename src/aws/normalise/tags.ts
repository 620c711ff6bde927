import { type Loose, objects, text } from '../../normalise/loose.ts'

interface Tagged {
  readonly Tags?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined
}

/** The name that the owner gave in the tag `Name`; empty without one. */
export function nameTag(tagged: Loose<Tagged>): string {
  const tag = objects(tagged, 'Tags').find((candidate) => text(candidate, 'Key') === 'Name')
  return (tag && text(tag, 'Value')) ?? ''
}
