// The image's HEALTHCHECK, for there is no curl in it: exit code 0 if the URL answers with success in time.
const [url = 'http://127.0.0.1:9436/-/healthy'] = process.argv.slice(2);
try {
  const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(3000) });
  console.log(`${url}: HTTP status ${status}`);
  process.exit(ok ? 0 : 1);
} catch (error) {
  console.log(`${url}: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
