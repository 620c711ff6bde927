/** The half of a fake that runs in a process of its own, so that its work does not count. */

/** Tells whoever forked this process how to reach the fake, and whenever asked, the requests since the last time. */
export function serve(environment: Readonly<Record<string, string>>, requests: readonly unknown[]): void {
  let told = 0
  process.on('message', () => {
    process.send?.({ requests: requests.slice(told) })
    told = requests.length
  })
  process.send?.({ environment })
}
