// As much of AMQP 0-9-1 as a test needs to have a connection, a channel and a consumer there.

import net from 'node:net';
import { once } from 'node:events';

const FRAME_END = 0xce;
const METHOD = 1;
const CLOSE = '10.50';

const short = value => Buffer.from([value >> 8, value & 0xff]);
const long = value => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
};
const shortString = text => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
const longString = octets => Buffer.concat([long(octets.length), Buffer.from(octets)]);
const table = fields =>
  longString(Buffer.concat(Object.entries(fields).flatMap(([name, value]) => [shortString(name), Buffer.from('S'), longString(value)])));

const frame = (channel, ...method) => {
  const payload = Buffer.concat(method);
  return Buffer.concat([Buffer.from([METHOD]), short(channel), long(payload.length), payload, Buffer.from([FRAME_END])]);
};

class Connection {
  #socket;
  #octets = Buffer.alloc(0);
  #waiting = new Map();

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', octets => this.#read(octets));
    socket.on('error', () => {});
    this.closed = once(socket, 'close');
  }

  async open({ user, password, vhost, name }) {
    const start = this.#method(10, 10);
    this.#socket.write(Buffer.from('AMQP\0\0\x09\x01', 'latin1'));
    await start;
    const properties = table({ connection_name: name, product: 'browser test', version: '1.0', platform: 'Node.js' });
    const tune = this.#method(10, 30);
    this.#socket.write(frame(0, short(10), short(11), properties, shortString('PLAIN'), longString(`\0${user}\0${password}`), shortString('en_US')));
    await tune;
    this.#socket.write(frame(0, short(10), short(31), short(100), long(131072), short(0)));
    await this.#call(0, [10, 41], short(10), short(40), shortString(vhost), shortString(''), Buffer.from([0]));
  }

  async channel(number) {
    await this.#call(number, [20, 11], short(20), short(10), shortString(''));
  }

  async confirms(number) {
    await this.#call(number, [85, 11], short(85), short(10), Buffer.from([0]));
  }

  async consume(number, queue, tag, prefetch) {
    await this.#call(number, [60, 11], short(60), short(10), long(0), short(prefetch), Buffer.from([0]));
    await this.#call(number, [60, 21], short(60), short(20), short(0), shortString(queue), shortString(tag), Buffer.from([0]), table({}));
  }

  close() {
    this.#socket.destroy();
  }

  async #call(channel, answer, ...method) {
    const answered = this.#method(...answer);
    this.#socket.write(frame(channel, ...method));
    await answered;
  }

  #method(classId, methodId) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(`${classId}.${methodId}`, resolve);
      this.#socket.once('close', () => reject(new Error(`closed before method ${classId}.${methodId} came`)));
    });
  }

  #read(octets) {
    this.#octets = Buffer.concat([this.#octets, octets]);
    while (this.#octets.length >= 7) {
      const size = this.#octets.readUInt32BE(3) + 8;
      if (this.#octets.length < size) return;
      if (this.#octets[0] === METHOD) this.#took(`${this.#octets.readUInt16BE(7)}.${this.#octets.readUInt16BE(9)}`);
      this.#octets = this.#octets.subarray(size);
    }
  }

  #took(method) {
    if (method === CLOSE) this.#socket.end(frame(0, short(10), short(51)));
    this.#waiting.get(method)?.();
    this.#waiting.delete(method);
  }
}

export async function connect(port, { user = 'guest', password = 'guest', vhost = '/', name = 'a test' } = {}) {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const connection = new Connection(socket);
  await connection.open({ user, password, vhost, name });
  return connection;
}
