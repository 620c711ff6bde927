import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | S3Client): Connection<'s3', S3Client> {
  const client = isClient(given)
    ? given
    : new S3Client({
        ...given,
        // A bucket named by the user may lie in another region than the load balancer.
        followRegionRedirects: true,
        forcePathStyle: given.ownS3Endpoint,
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
