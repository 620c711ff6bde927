import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import { describeEvidence } from '../../normalise/evidence-laws.ts'
import { addressEvidence, functionEvidence, instanceEvidence, ipv6Evidence } from './worlds.ts'

describeEvidence('instances', instanceEvidence, normaliseAws)
describeEvidence('addresses', addressEvidence, normaliseAws)
describeEvidence('ipv6', ipv6Evidence, normaliseAws)
describeEvidence('functions', functionEvidence, normaliseAws)
