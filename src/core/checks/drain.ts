/** Whether cut-off requests ended because the drain time did. */
import { heldRequests, type Waits, waitRange } from '../waits.ts'

/** They were running when draining began, so the longest of them waited about the drain time, and none was closed at once. */
export function drainEnded(cut: readonly Waits[], drainSeconds: number): boolean {
  const range = waitRange(cut.map((waits) => waits.group))
  const held = cut.reduce((sum, waits) => sum + heldRequests(waits), 0)
  const quick = cut.reduce((sum, waits) => sum + waits.quick, 0)
  return range !== null && held > quick && range.maximum >= drainSeconds * 0.7 && drainSeconds > 0
}
