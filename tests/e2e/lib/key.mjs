// Keys of apps.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import './need.mjs';

/** A key pair: {key, privateKey, kid, alg} and the file of its public set. */
export async function keyOf(dir, alg) {
  const [kind, options, name] = alg === 'ES384' ? ['ec', { namedCurve: 'P-384' }, { name: 'ECDSA', namedCurve: 'P-384' }]
    : ['rsa', { modulusLength: 2048 }, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }];
  const pair = generateKeyPairSync(kind, options);
  const kid = `key-${alg}`;
  const file = `${dir}/${kid}.json`;
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
  writeFileSync(file, JSON.stringify({ keys: [jwk] }));
  const key = await crypto.subtle.importKey('pkcs8', pair.privateKey.export({ format: 'der', type: 'pkcs8' }), name, false, ['sign']);
  return { key, privateKey: pair.privateKey, kid, alg, file };
}

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A JWT with iss, sub, aud, exp, jti alone. */
export function assertion(key, client, aud, change = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: key.alg, kid: key.kid, typ: 'JWT' })}.${part({ iss: client, sub: client, aud,
    exp: Math.floor(Date.now() / 1000) + 300, jti: randomBytes(32).toString('hex'), ...change })}`;
  const how = key.alg === 'ES384' ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' } : key.privateKey;
  return `${text}.${sign('sha384', Buffer.from(text), how).toString('base64url')}`;
}
