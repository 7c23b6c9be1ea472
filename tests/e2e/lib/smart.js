// The page of a SMART app made with fhirclient alone. A test calls begin(); back with a code, the outcome is in
// window.outcome: a client that is ready, or why not.
'use strict';

window.begin = (iss, clientId) => FHIR.oauth2.authorize({
  iss, clientId, redirectUri: location.origin + location.pathname, pkceMode: 'required',
  scope: 'openid fhirUser launch/patient offline_access patient/*.rs',
});

if (/[?&](code|error)=/.test(location.search)) {
  FHIR.oauth2.ready().then(
    (client) => { window.outcome = { client }; },
    (error) => { window.outcome = { error: String(error.message || error) }; });
}
