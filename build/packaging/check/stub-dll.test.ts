import { expect, it } from 'vitest';
import { calledPlugins, stubDll } from './stub-dll.ts';

it('the functions are found by the names that a script calls', () => {
  const called = calledPlugins('StdUtils::Time /NOUNLOAD\n nsExec::Exec `x`\nStdUtils::Rand\n; a::comment');
  expect(called.get('StdUtils')).toEqual(['Rand', 'Time']);
  expect(called.get('nsExec')).toEqual(['Exec']);
});

it('a stand-in for a plugin names itself and its functions', () => {
  const dll = stubDll('StdUtils.dll', ['Time', 'Rand']);
  expect(dll.subarray(0, 2).toString('latin1')).toBe('MZ');
  expect(dll.toString('latin1')).toContain('StdUtils.dll\0Rand\0Time\0');
  expect(dll.length % 0x200).toBe(0);
});
