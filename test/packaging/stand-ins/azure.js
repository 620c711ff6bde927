import { collectAzure } from '../../../dist/lib/azure/collect/index.js'
import { normaliseAzure } from '../../../dist/lib/azure/normalise/index.js'
import { diagnose } from '../../../dist/lib/core/diagnose.js'

export const handler = async (target, options) => diagnose(normaliseAzure(await collectAzure(target, options)))
