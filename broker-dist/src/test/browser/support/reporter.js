// One line for each test, the reason of each failure, and at the end how many passed.

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (data?.nesting !== 0 || data.name?.endsWith('.test.js')) continue;
    if (type === 'test:pass') {
      passed++;
      yield `ok    ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`;
    } else if (type === 'test:fail') {
      failed++;
      const cause = data.details.error.cause ?? data.details.error;
      yield `FAIL  ${data.name}\n${cause.stack ?? cause}\n`;
    }
  }
  yield `browser tests: ${passed} passed, ${failed} failed\n`;
}
