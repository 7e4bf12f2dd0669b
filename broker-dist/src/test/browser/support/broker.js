// The broker under test: the packaged one, with a data directory and ports of its own; or one that runs already.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../../../target/leveret/bin/leveret', import.meta.url));
const START_MILLIS = 60_000;

let ports = { amqp: Number(process.env.LEVERET_TEST_AMQP_PORT ?? 0), management: Number(process.env.LEVERET_TEST_MANAGEMENT_PORT ?? 0) };
let broker = null;

export const management = () => `http://127.0.0.1:${ports.management}`;

export const amqp = () => ports.amqp;

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers() {
  try {
    return (await fetch(`${management()}/`)).ok;
  } catch {
    return false;
  }
}

async function isUp({ process: child, output }) {
  const end = Date.now() + START_MILLIS;
  while (!(await answers())) {
    if (child.pid === undefined || child.exitCode !== null || Date.now() > end) throw new Error(`the broker did not start:\n${output.join('')}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

export async function start() {
  if (ports.management !== 0) return;
  ports = { amqp: await freePort(), management: await freePort() };
  const metrics = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'leveret-browser-'));
  const settings = [
    `leveret.listeners.amqp.port=${ports.amqp}`,
    `leveret.listeners.management.port=${ports.management}`,
    `leveret.listeners.metrics.port=${metrics}`,
    `leveret.data-dir=${directory}`,
  ];
  const child = spawn(LAUNCHER, settings.flatMap(setting => ['--set', setting]), { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.on('error', error => output.push(`${error.message}: build the distribution first, with mvn package`));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', octets => output.push(octets));
  broker = { process: child, directory, output };
  await isUp(broker);
}

export async function stop() {
  if (broker === null) return;
  const ended = broker.process.exitCode === null ? once(broker.process, 'exit') : null;
  broker.process.kill();
  await ended;
  await rm(broker.directory, { recursive: true, force: true });
}
