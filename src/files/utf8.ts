/** Files that a shell of Windows wrote: text of two bytes a character, told by the mark it begins with. */
import { TextDecoder } from 'node:util'

/** The same bytes; text in UTF-16 as UTF-8. Only the first piece is looked at. */
export async function* inUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let decoder: TextDecoder | null | undefined
  for await (const bytes of source) {
    if (decoder === undefined) decoder = decoderFor(bytes)
    yield decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }))
  }
}

function decoderFor([first, second]: Uint8Array): TextDecoder | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le')
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be')
  return null
}
