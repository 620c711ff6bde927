/** The three sets of addresses that Azure exists in. */

export type AzureCloud = 'public' | 'usgov' | 'china'

export interface CloudAddresses {
  /** Where Resource Manager answers, and whom its tokens are for. Without a slash at the end. */
  readonly resourceManager: string
  /** Who gives tokens; null where the credential chain's own default holds. */
  readonly authority: string | null
  /** Where log queries are answered, and whom their tokens are for. */
  readonly logs: string
  /** What the names of storage accounts end with. */
  readonly blobSuffix: string
}

export const clouds: Readonly<Record<AzureCloud, CloudAddresses>> = {
  public: {
    resourceManager: 'https://management.azure.com',
    authority: null,
    logs: 'https://api.loganalytics.azure.com',
    blobSuffix: 'blob.core.windows.net',
  },
  usgov: {
    resourceManager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    logs: 'https://api.loganalytics.us',
    blobSuffix: 'blob.core.usgovcloudapi.net',
  },
  china: {
    resourceManager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    logs: 'https://api.loganalytics.azure.cn',
    blobSuffix: 'blob.core.chinacloudapi.cn',
  },
}
