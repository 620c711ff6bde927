/** Reads JSON as the gateway writes it, which is not always JSON. */

/** The value of a line; undefined when it is none, even after what can be repaired in one way only. */
export function parseLine(text: string): unknown {
  const value = parsed(text)
  return value === undefined ? parsed(repaired(text)) : value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A text, to its closing quote or to the end; or a value that is missing, or a word that stands for a missing one. */
const repairable = /"(?:[^"\\]|\\.)*(?:"|\\?$)|(:\s*)(?:-|-?nan|undefined)?(?=\s*[,}])/gis

/** `"clientPort":-`, `"clientPort":,` and `NaN` say that there is no value; `\x22` and raw control characters are meant as they stand. */
function repaired(text: string): string {
  return text.replace(repairable, (whole, colon: string | undefined) =>
    colon === undefined ? repairedText(whole) : `${colon}null`,
  )
}

/** Any escape is matched whole, so that the second of two backslashes never begins one. */
function repairedText(quoted: string): string {
  return quoted
    .replace(/\\(?:x([0-9a-f]{2})|[\s\S])/gi, (whole, hex: string | undefined) => (hex === undefined ? whole : `\\u00${hex}`))
    .replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
