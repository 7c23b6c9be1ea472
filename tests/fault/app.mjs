// Apps without a browser: registered by command, given codes by fault_tool, redeeming and refreshing.
import { must, postern, tool } from './lib.mjs';

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'; // RFC 7636, appendix B: tool.c has its challenge
export const callback = 'http://127.0.0.1:9/cb';

export const addApp = (w, client) =>
    must(postern(w, 'app', '--plan', 'demo', 'add', '--client-id', client, '--name', client, '--redirect-uri', callback));

export const token = async (w, patient) =>
    JSON.parse(await must(postern(w, 'token', '--plan', 'demo', '--patient', patient, '--scope', 'patient/*.rs', '--share', 'all'))).access_token;

export const newCodes = async (w, patient, n, client) =>
    (await must(tool(w, 'codes', 'demo', patient, `${n}`, client))).trim().split('\n');

export const codeForm = (app, code) =>
    ({ client_id: app.client, grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: VERIFIER });

export const refreshForm = (app) => ({ client_id: app.client, grant_type: 'refresh_token', refresh_token: app.refresh });
