/**
 * The API's answer in a format, as it is. The page's own address says what is
 * asked and whom: ?api=ADDRESS&of=PATH_AND_QUERY.
 */
export async function ask(format) {
  const here = new URLSearchParams(location.search);
  const url = new URL((here.get('api') ?? 'http://127.0.0.1:8080') + (here.get('of') ?? '/v1/entities/zhijiang-lab/neighborhood?depth=2'));
  url.searchParams.set('format', format);
  const reply = await fetch(url);
  const answer = await reply.json();
  if (reply.ok) return answer;
  document.body.append(answer.detail);
  throw new Error(answer.detail);
}
