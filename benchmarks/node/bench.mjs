// Times one JavaScript parser over files: node bench.mjs NAME ROUNDS FILE...
// Prints one JSON object: processor seconds of every round, and the peak of resident memory in bytes.
import { existsSync, readFileSync } from "node:fs";

const [name, rounds, ...files] = process.argv.slice(2);
const texts = files.map((file) => readFileSync(file, "utf8"));

const load = {
  wtf_wikipedia: async () => {
    const { default: wtf } = await import("wtf_wikipedia");
    return (text) => {
      const doc = wtf(text);
      return [doc.templates(), doc.links(), doc.sections(), doc.tables()];
    };
  },
  "wikiparser-node": async () => {
    const { default: Parser } = await import("wikiparser-node");
    return (text) => Parser.parse(text);
  },
};

const parse = await load[name]();
const peak = () => {
  if (!existsSync("/proc/self/status")) return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
};
const before = process.memoryUsage.rss();
const seconds = [];
for (let round = 0; round < Number(rounds); round++) {
  const start = process.cpuUsage();
  for (const text of texts) parse(text);
  const { user, system } = process.cpuUsage(start);
  seconds.push((user + system) / 1e6);
}
console.log(JSON.stringify({ seconds, peak: peak() - before }));
