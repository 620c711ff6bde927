import { collectAws } from '../../../dist/lib/aws/collect/index.js'
import { normaliseAws } from '../../../dist/lib/aws/normalise/index.js'
import { diagnose } from '../../../dist/lib/core/diagnose.js'

export const handler = async (target, options) => diagnose(normaliseAws(await collectAws(target, options)))
