import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'s3', S3Client> {
  const client = new S3Client({
    ...settings,
    // A bucket named by the user may lie in another region than the load balancer.
    followRegionRedirects: true,
    forcePathStyle: settings.ownS3Endpoint,
    // gzip carries its own checksum; checking another one would cost more than reading the log lines.
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return {
    client,
    close: () => client.destroy(),
    senders: {
      's3:ListObjectsV2': (input, options) => client.send(new ListObjectsV2Command(input), options),
    },
  }
}
