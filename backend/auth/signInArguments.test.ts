import { ArgumentError } from '../commandLine';
import { readSignInArguments } from './signInArguments';
import { thrownBy } from './testing/thrownBy';

const everything = ['read', 'reveal', 'metrics', 'score', 'ingest'];

test.each([
  [[], { name: 'owner', scopes: everything }],
  [['--name', 'alice'], { name: 'alice', scopes: ['read'] }],
  [['--name', 'Ada Wren', '--scope', 'read', '--scope', 'reveal'], { name: 'Ada Wren', scopes: ['read', 'reveal'] }],
  [['--name=ada@corp.example', '--scope=read+metrics,read'], { name: 'ada@corp.example', scopes: ['read', 'metrics'] }],
  [['--help'], null],
])('%j is a link for %j', (args, signIn) => {
  expect(readSignInArguments(args)).toEqual(signIn);
});

test.each([
  [['--scope', 'reveal'], /--name/],
  [['--name', ''], /--name/],
  [['--name', 'a'.repeat(65)], /64/],
  [['--name', 'ada\u202E'], /--name/],
  [['--name', 'ada\n'], /--name/],
  [['--name', 'ada', '--scope', 'admin'], /read, reveal, metrics/],
  [['--name', 'ada', '--scope', ''], /read, reveal, metrics/],
  [['--nmae', 'ada'], /--nmae/],
  [['ada'], /ada/],
])('%j is refused, and told what to do', (args, said) => {
  const error = thrownBy(() => readSignInArguments(args));
  expect(error).toBeInstanceOf(ArgumentError);
  expect(String(error)).toMatch(said);
});
