/** Domains of the platform: which one a name lies under decides who answers for it, so it stays. */

const domains: ReadonlySet<string> = new Set(
  `windows.net azure.net azure.us usgovcloudapi.net chinacloudapi.cn azure.cn microsoft.com microsoft.scloud msftcloudes.com azure.com
  blob.core.windows.net file.core.windows.net queue.core.windows.net table.core.windows.net dfs.core.windows.net web.core.windows.net
  blob.core.usgovcloudapi.net web.core.usgovcloudapi.net blob.core.chinacloudapi.cn web.core.chinacloudapi.cn
  database.windows.net servicebus.windows.net search.windows.net redis.cache.windows.net vault.azure.net vaultcore.azure.net
  documents.azure.com mongo.cosmos.azure.com postgres.database.azure.com mysql.database.azure.com cognitiveservices.azure.com
  openai.azure.com cloudapp.azure.com cloudapp.net internal.cloudapp.net trafficmanager.net azureedge.net azurefd.net
  azurewebsites.net azurewebsites.us chinacloudsites.cn appserviceenvironment.net azurestaticapps.net azurecontainerapps.io
  azure-api.net azurecr.io azmk8s.io`.split(/\s+/),
)

/** How many of the last labels are the platform's: four of `shop.blob.core.windows.net`. Trailing points count as labels. */
export function platformLabels(labels: readonly string[]): number {
  const first = labels.findIndex((_, index) => domains.has(labels.slice(index).join('.').toLowerCase().replace(/\.$/, '')))
  return first === -1 ? 0 : labels.length - first
}
