/** What the fields of a row are called, by plain name, the most telling name first. */
export const names = {
  /** The row's own time before the one at which it was taken in. */
  time: ['time', 'timestamp', 'timegenerated', 'timegeneratedutc'],
  category: ['category', 'type'],
  gateway: ['resourceid'],
  instance: ['instanceid'],
  client: ['clientip'],
  pool: ['backendpoolname'],
  setting: ['backendsettingname'],
  method: ['httpmethod'],
  uri: ['requesturi'],
  query: ['requestquery'],
  status: ['httpstatus'],
  taken: ['timetaken'],
  routed: ['serverrouted'],
  serverStatus: ['serverstatus'],
  latency: ['serverresponselatency'],
  connect: ['serverconnecttime'],
  errorInfo: ['errorinfo'],
  host: ['host'],
  transaction: ['transactionid'],
} as const
