// What every peer in JavaScript does in the same way: read the graph and the
// questions, measure, and print lines of JSON. The rule of measuring is that of
// measure in report.go.
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

export function options() {
  const { values } = parseArgs({
    options: {
      dir: { type: "string" },
      queries: { type: "string" },
      budget: { type: "string", default: "20" },
      scratch: { type: "string" },
    },
  });
  return { ...values, budget: Number(values.budget) };
}

// rows yields the rows of nodes.csv or edges.csv, without the header. The
// generator puts no field in quotes unless it holds a comma.
export async function* rows({ dir }, name) {
  const lines = createInterface({ input: createReadStream(join(dir, name), { highWaterMark: 1 << 20 }) });
  let first = true;
  for await (const line of lines) {
    if (!first) yield line.includes('"') ? fields(line) : line.split(",");
    first = false;
  }
}

function fields(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]);
}

// load prints what it took to make something of the CSVs.
export async function load(about, make) {
  const begin = performance.now();
  await make();
  say({ ...about, load_seconds: (performance.now() - begin) / 1e3 });
}

// version is that of an installed package.
export function version(name) {
  const url = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")).version;
}

const say = (line) => console.log(JSON.stringify(line));

// clockCost is what reading the clock twice adds to every time.
function clockCost() {
  const times = Array.from({ length: 1001 }, () => {
    const start = process.hrtime.bigint();
    return Number(process.hrtime.bigint() - start);
  });
  return times.sort((a, b) => a - b)[500];
}

async function measure(kind, samples, budget, ask) {
  const now = () => Number(process.hrtime.bigint());
  let begin = now();
  for (const s of samples.slice(0, 100)) {
    await ask(kind, s);
    if (now() - begin > 2e9) break;
  }
  const cost = clockCost();
  const times = [];
  const answers = [];
  begin = now();
  rounds: for (let round = 0; round === 0 || now() - begin < 1e9; round++) {
    for (const s of samples) {
      const start = process.hrtime.bigint();
      const pending = ask(kind, s);
      const a = pending instanceof Promise ? await pending : pending;
      times.push(Math.max(Number(process.hrtime.bigint() - start) - cost, 0));
      if (round === 0) answers.push(a);
      if (Number(start) - begin > budget * 1e9) break rounds;
    }
  }
  times.sort((a, b) => a - b);
  const rank = (p) => times[Math.max(0, Math.ceil(p * times.length) - 1)] / 1e3;
  const line = { kind: kind.name, count: times.length, median_us: rank(0.5), p99_us: rank(0.99) };
  if (kind.ask === "paths") line.lengths = answers;
  else if (kind.ask === "neighborhood" || kind.ask === "list") line.sizes = answers;
  say(line);
}

// run asks everything that the tool can; cannot(kind) says why not, or nothing.
// ask(kind, sample) answers a size, the lengths of paths, or null where it gives up.
export async function run(opts, cannot, ask) {
  const q = JSON.parse(readFileSync(opts.queries, "utf8"));
  for (const kind of q.kinds) {
    const why = cannot(kind);
    if (why) say({ kind: kind.name, unsupported: why });
    else await measure(kind, q.samples[kind.over], opts.budget, ask);
  }
  say({ rss_bytes: process.memoryUsage.rss() });
}
