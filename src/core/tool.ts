/** Name and version as they stand in every document lb502 writes. A test holds them against package.json. */
export const tool: { readonly name: string; readonly version: string } = { name: 'lb502', version: '0.1.0' }
