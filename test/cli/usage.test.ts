import { expect, test } from 'vitest'
import { runCli } from './in-process.ts'

test.each([
  ['', 'No command is given.', 'lb502 --help lists them'],
  ['awz --tg x', 'Unknown command awz.', 'Did you mean lb502 aws?'],
  ['frobnicate', 'Unknown command frobnicate.', 'lb502 --help lists the commands.'],
  ['help frobnicate', 'Unknown command frobnicate.', 'lb502 --help lists the commands.'],
  ['aws', 'aws needs --tg, --lb or --all.', 'lb502 aws --tg <arn or name>'],
  ['aws --tg web --lb shop', 'Only one of --tg, --lb and --all can be asked for.', '--tg'],
  ['aws --tg web --windw 2h', 'Unknown option --windw.', 'Did you mean --window?'],
  ['aws --tg web --frobnicate', 'Unknown option --frobnicate.', 'lb502 --help lists the options.'],
  ['aws -x', 'Unknown option -x.', 'lb502 --help lists the options.'],
  ['aws --tg', '--tg needs a value.', '--tg <arn or name>'],
  ['aws --tg --json', '--tg needs a value.', '--tg <arn or name>'],
  ['aws --tg=', '--tg needs a value.', '--tg <arn or name>'],
  ['aws --tg a --tg b', '--tg is given twice.', 'Give --tg once.'],
  ['aws --tg web --json=yes', '--json takes no value.', 'Write --json alone.'],
  ['aws web', 'aws does not know what to do with web.', 'Usage: lb502 aws --tg'],
  ['aws --tg web --window 90', '--window 90 is not a duration.', 'Name the unit: --window 90s'],
  ['aws --tg web --window 1h30m', '--window 1h30m is not a duration.', '90s, 15m, 1h or 2d'],
  ['aws --tg web --window 0s', '--window 0s is not a duration.', '90s, 15m, 1h or 2d'],
  ['aws --tg web --since yesterday', '--since yesterday is not a time.', '2026-01-31T14:00Z'],
  ['aws --tg web --since 2026-02-30', '--since 2026-02-30 is not a time.', '2026-01-31T14:00Z'],
  ['aws --tg web --since 1h --until 2h', '--until is not after --since.', 'UTC'],
  ['aws --tg web --since 2031-01-01', '--since 2031-01-01 is not in the past.', 'UTC'],
  ['aws --tg web --since 2h --until 1h --window 5m', '--window, --since and --until cannot all be given.', 'Two of them'],
  ['aws --tg web --deadline soon', '--deadline soon is not a duration.', '90s'],
  ['aws --tg web --backend-keepalive 5', '--backend-keepalive 5 is not a duration.', '--backend-keepalive 5s'],
  ['aws --tg web --only port-closd', 'No cause is called port-closd.', 'Did you mean port-closed?'],
  ['aws --tg web --ignore nonsense', 'No cause is called nonsense.', 'lb502 causes lists them.'],
  ['aws --tg web --format jsn', 'Unknown format jsn.', 'Did you mean json?'],
  ['aws --tg web --format html', '--format html is not built in this version.', 'text, json, markdown'],
  ['aws --tg web --format text --json', '--json and --format text contradict each other.', 'one of them'],
  ['aws --tg web --region eu-west-1 --region eu-west-2', 'A target lies in one region.', '--all'],
  ['aws --tg web --region all', 'A target lies in one region.', '--all'],
  ['aws --all --region EU', 'EU is not a region.', 'eu-west-1'],
  ['aws --tg web --logs athena:db', '--logs athena:db names no table.', 'athena:<database>.<table>'],
  ['aws --tg web --logs athena:db.t";--', '--logs athena:db.t";-- names no table.', 'athena:<database>.<table>'],
  ['logs --athena-ddl a.log', '--athena-ddl reads no files.', 'lb502 logs --athena-ddl'],
  ['aws --tg web --logs s3://B', '--logs s3://B is no place of logs.', 's3://bucket/prefix'],
  ['aws --tg web --backend-logs group', '--backend-logs is not built in this version.', 'lb502 --help'],
  ['aws --tg web --output /no/such/folder/report', 'Cannot write /no/such/folder/report: no such file or directory.', '--output'],
  ['aws --tg web --save /', 'Cannot write /: it is a directory.', '--save'],
  ['logs', 'logs needs a file, a folder or -.', '- for standard input'],
  ['azure', 'azure needs --gateway or --all.', 'lb502 azure --gateway <resource id or name>'],
  ['azure --gateway gw --all', 'Only one of --gateway and --all can be asked for.', '--gateway'],
  ['azure --all -g rg', '--all takes no --resource-group.', 'subscription'],
  ['azure --gateway arn:aws:elb', 'That is an ARN of AWS, not an Azure resource.', 'lb502 aws --lb'],
  ['azure --gateway a/b', '"a/b" is neither a resource id nor the name of a gateway.', '/subscriptions/'],
  ['azure --gateway gw --cloud moon', 'No Azure cloud is called moon.', 'usgov'],
  ['azure --gateway gw --arm-endpoint http://127.0.0.1:1', '--arm-endpoint http://127.0.0.1:1 is no https address.', 'https://'],
  ['azure --gateway gw --logs a|b', '--logs a|b is no place of logs.', 'workspace'],
  ['host a.log', 'host is not built in this version.', 'lb502 --help'],
  ['probe https://10.0.0.1 --host x', 'probe is not built in this version.', 'lb502 --help'],
  ['host', 'host is not built in this version.', 'lb502 --help'],
  ['diff a.json b.json', 'diff is not built in this version.', 'lb502 --help'],
  ['explain', 'explain needs a file.', 'evidence.json'],
  ['explain a.json b.json', 'explain does not know what to do with b.json.', 'Usage: lb502 explain'],
  ['explain a.json --window 2h', 'explain takes no --window.', 'lb502 explain --help'],
  ['explain /no/such/evidence.json', 'Cannot read /no/such/evidence.json: no such file or directory.', 'path'],
  ['demo nonsense-incident', 'No incident is called nonsense-incident.', 'port-closed'],
  ['causes port-closd', 'No cause is called port-closd.', 'Did you mean port-closed?'],
  ['permissions', 'permissions needs a cloud.', 'lb502 permissions aws'],
  ['permissions azur', 'No cloud is called azur.', 'Did you mean azure?'],
  ['permissions awz', 'No cloud is called awz.', 'Did you mean aws?'],
])('lb502 %s', async (line, message, hint) => {
  const { code, stdout, stderr } = await runCli(line.split(' ').filter((word) => word !== ''))
  const [first = '', second = '', ...rest] = stderr.split('\n')
  expect(first).toBe(`lb502: ${message}`)
  expect(second).toContain(hint)
  expect(rest).toEqual([''])
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('what the user typed cannot act on the terminal', async () => {
  const { stderr } = await runCli(['aws', '--tg', 'web', '--format', '\u001b]0;owned\u0007'])
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  expect(stderr).toContain('Unknown format \\x1b]0;owned\\x07.')
})

test('--help explains everything, and one command where one is named', async () => {
  const general = await runCli(['--help'])
  expect(general.code).toBe(0)
  expect(general.stderr).toBe('')
  for (const command of ['aws', 'explain', 'demo', 'causes', 'permissions']) {
    expect(general.stdout).toContain(`lb502 ${command}`)
    const asked = await runCli([command, '--help'])
    expect(asked).toEqual(await runCli(['help', command]))
    expect(asked.code).toBe(0)
    expect(asked.stdout).toContain(`lb502 ${command}`)
  }
  expect((await runCli(['aws', '-h'])).stdout).toContain('--backend-keepalive <duration>')
  expect((await runCli(['explain', '--help'])).stdout).not.toContain('--window')
})

test('help fits the terminal', async () => {
  const { stdout } = await runCli(['aws', '--help'], { columns: 80 })
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('--version stands anywhere', async () => {
  expect(await runCli(['aws', '--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' })
})
