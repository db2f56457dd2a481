/* Passkeys, where the browser knows them (WebAuthn): a form with `data-passkey` asks for one
   when it is sent, and sends what comes back in its field `credential`. */

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (each) => each.charCodeAt());
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
const known = (credentials = []) => credentials.map((each) => ({ ...each, id: bytes(each.id) }));

/** What the server asks for: in the page, or at an address. */
async function optionsOf(form) {
  const at = form.dataset.optionsAt;
  if (!at) return JSON.parse(document.getElementById('passkey-options').textContent);
  const answer = await fetch(at, { headers: { Accept: 'application/json' }, cache: 'no-store' });
  if (!answer.ok) throw new Error('The newsroom did not answer. Try again.');
  return answer.json();
}

async function make({ creation_options: { publicKey } }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    },
  });
  return [credential, { attestationObject: text(credential.response.attestationObject) }];
}

async function show({ request_options: { publicKey } }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return [
    credential,
    {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle && text(userHandle),
    },
  ];
}

async function send(form) {
  const options = await optionsOf(form);
  const [credential, response] = await (form.dataset.passkey === 'make' ? make : show)(options);
  form.elements.credential.value = JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  });
  form.submit();
}

const SAID = {
  NotAllowedError: 'No passkey was used. Try again, or sign in another way.',
  InvalidStateError: 'This device has a passkey of yours already.',
  SecurityError: 'Passkeys do not work at this address of the site.',
};

for (const form of document.querySelectorAll('[data-passkey]')) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const problem = form.querySelector('[role=alert]');
    problem.textContent = '';
    try {
      await send(form);
    } catch (error) {
      problem.textContent = SAID[error.name] ?? error.message;
    }
  });
}
