'use strict';
// The official client over TLS, mutual TLS and with an API key. Usage: node secure.js TLS MUTUAL KEYED APIKEY
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { Client, Connection, isGrpcServiceError } = require('@temporalio/client');
const { runCases } = require('./cases');

const [, , secure, mutual, keyed, apiKey] = process.argv;
const read = (name) => fs.readFileSync(path.join(__dirname, name));
const root = read('root.pem');
const pair = (name) => ({ clientCertPair: { crt: read(`${name}.pem`), key: read(`${name}.key`) } });
const tls = (more) => ({ serverNameOverride: 'localhost', serverRootCACertificate: root, ...more });

async function greet(id, options) {
  const connection = await Connection.connect(options);
  try {
    const { workflow } = new Client({ connection });
    const result = await workflow.execute('Greeting', { taskQueue: 'net', workflowId: id, args: ['tls'] });
    assert.equal(result, 'Hello, TLS');
  } finally {
    await connection.close();
  }
}

async function refused(options) {
  const connection = Connection.lazy({ connectTimeout: 3000, ...options });
  try {
    return await connection
      .withDeadline(Date.now() + 5000, () => connection.workflowService.getSystemInfo({}))
      .then(() => assert.fail('it was let in'), (e) => e);
  } finally {
    await connection.close();
  }
}

runCases({
  'over TLS': () => greet('over-tls', { address: secure, tls: tls() }),
  'over mutual TLS': () => greet('over-mutual-tls', { address: mutual, tls: tls(pair('client')) }),
  'with an API key': () => greet('with-a-key', { address: keyed, tls: tls(), apiKey }),
  async 'plain text is refused'() {
    await refused({ address: secure, tls: false });
  },
  async 'a client without certificate is refused'() {
    await refused({ address: mutual, tls: tls() });
  },
  async 'a certificate of another authority is refused'() {
    await refused({ address: mutual, tls: tls(pair('foreign')) });
  },
  async 'a wrong API key is unauthenticated'() {
    const error = await refused({ address: keyed, tls: tls(), apiKey: 'another' });
    assert.ok(isGrpcServiceError(error) || error.code !== undefined, String(error));
    assert.equal(error.code, 16);
  },
});
