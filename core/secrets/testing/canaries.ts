/** Made up of pieces, so that no scanner takes this file for a leak. */
const random = 'q7Xb2LmK9vTzR4cWnE8sYpD3hJgU6fAo';
const hex = '9f86d081884c7d659a2feaa0c55ad015';
const part = (text: string) => Buffer.from(text).toString('base64url');

/** What of each must be found nowhere, and a text that it stands in as people and programs write it. */
export const canaries: Record<string, { secret: string; text: string }> = {
  OpenAI: alone(`sk-proj-${random}`),
  Anthropic: alone(`sk-ant-api03-${random}-${random}AA`),
  OpenRouter: alone(`sk-or-v1-${hex}${hex}`),
  Groq: alone(`gsk_${random}`),
  xAI: alone(`xai-${random}${random}`),
  'Hugging Face': alone(`hf_${random}`),
  Google: alone(`AIza${random}abc`),
  GitHub: alone(`ghp_${random}abcd`),
  'GitHub, fine-grained': alone(`github_pat_11ABCDEFG0${random}_${random}`),
  GitLab: alone(`glpat-${random.slice(0, 20)}`),
  Slack: alone(`xoxb-123456789012-1234567890123-${random.slice(0, 24)}`),
  Stripe: alone(`sk_live_${random}`),
  SendGrid: alone(`SG.${random.slice(0, 22)}.${random}abcdefghijk`),
  Discord: alone(`MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${random.slice(0, 27)}`),
  Mailchimp: alone(`${hex}-us14`),
  'an ephemeral key': alone(`ek_${hex}${hex}`),
  npm: alone(`npm_${random}abcd`),
  Vault: alone(`hvs.${random}`),
  'a gateway token': alone(`lens-gw-${random}`),
  'an AWS key id': alone('AKIA' + 'Q3EGXEXAMPLE5T7N'),
  'an AWS secret key': named('wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY', (key) => `aws_secret_access_key = ${key}`),
  'an AWS secret key alone': alone('wJalrXUtnFEMI7K7MDENGabPxRfiCYzEXAMPLEK9'),
  'a JWT': alone(`${part('{"alg":"HS256","typ":"JWT"}')}.${part('{"sub":"1234567890"}')}.${random}`),
  'a bearer token': named(random, (token) => `curl -H 'Authorization: Bearer ${token}'`),
  'a bearer token without a header': named('canary-bearer-token-value', (token) => `send Bearer ${token} with it`),
  'basic credentials': named(part('ada:correct horse'), (pair) => `Authorization: Basic ${pair}`),
  'an address with a password': named('s3cr3t!pw', (word) => `postgresql://lens:${word}@db.example:5432/lens`),
  'a connection string': named('Canary#42', (word) => `Server=db;Database=x;User Id=sa;Password=${word};Encrypt=true`),
  'a password in JSON': named('correct horse battery', (word) => `{"user":"ada","password":"${word}"}`),
  'a password in JSON in JSON': named('open sesame 9', (word) => JSON.stringify(JSON.stringify({ password: word }))),
  'a variable': named('hunter2hunter2', (word) => `export DB_PASSWORD=${word}`),
  'an option': named('hunter2', (word) => `mysql --password ${word} lens`),
  'a client secret': named('Canary~8Q~value', (word) => `client_secret: "${word}"`),
  'a signed address': named(hex + hex, (sign) => `https://b.example/o?X-Amz-Expires=60&X-Amz-Signature=${sign}`),
  'a cookie': named(`sid=${random}`, (pair) => `Cookie: ${pair}; theme=dark`),
  'an API key in a header': named('canary-key-0001', (key) => `x-api-key: ${key}`),
  'a card code': named('739', (code) => `CVV: ${code}`),
  'a private key': alone(pem('RSA PRIVATE KEY', '\n')),
  'a private key in JSON': named(pem('PRIVATE KEY', '\\n'), (key) => `{"private_key":"${key}"}`),
  'an OpenSSH key': alone(pem('OPENSSH PRIVATE KEY', '\n')),
};

function alone(secret: string) {
  return { secret, text: `Here it is: ${secret}\nand so on.` };
}

function named(secret: string, text: (secret: string) => string) {
  return { secret, text: text(secret) };
}

function pem(kind: string, newline: string): string {
  const lines = Array.from({ length: 6 }, (_, line) => `${random}${line}${random.slice(0, 30)}+`);
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join(newline);
}
