// The pages that the menu and the keys lead to, and who may see them.

import { hash } from './router.js';

const place = (group, title, step, key, allowed = () => true) => ({ group, title, step, key, allowed, hash: step === '' ? '#/' : hash(step) });

const tagged = (...tags) => user => user.tags.some(tag => tags.includes(tag));
const administrators = tagged('administrator');
const policymakers = tagged('administrator', 'policymaker');

export const PLACES = [
  place('Broker', 'Overview', '', 'o'),
  place('Broker', 'Connections', 'connections', 'c'),
  place('Broker', 'Channels', 'channels', 'h'),
  place('Broker', 'Exchanges', 'exchanges', 'e'),
  place('Broker', 'Queues', 'queues', 'q'),
  place('Broker', 'Delayed messages', 'delayed', 'd'),
  place('Access', 'Users', 'users', 'u', administrators),
  place('Access', 'Virtual hosts', 'vhosts', 'v', administrators),
  place('Access', 'Permissions', 'permissions', 'r', administrators),
  place('Rules', 'Policies', 'policies', 'p', policymakers),
  place('Rules', 'Limits', 'limits', 'l', administrators),
  place('Node', 'Definitions', 'definitions', 'f', administrators),
  place('Node', 'Log', 'log', 'w', administrators),
  place('Node', 'Audit', 'audit', 'a', administrators),
  place('Node', 'Backup', 'backup', 'b', administrators),
];
