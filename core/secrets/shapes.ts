/** Where a key may begin: not inside a word, but behind an escape of JSON or of a URL, which ends in letters or digits. */
const BORDER = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf]|\\u[\dA-Fa-f]{4}|%[\dA-Fa-f]{2}))`;

/** Keys that tell by their beginning what they are. */
const keys = [
  // Model providers, and who stands before them.
  String.raw`sk-[\w-]{16,}`,
  String.raw`(?:csk|pk-lf|sk-lf|xai|pplx|nvapi|tvly|pa|fc)-[\w-]{20,}`,
  String.raw`(?:gsk|hf|r8|fw|jina|pcsk|e2b|lsv2_(?:pt|sk)|tgp_v1|key_live|aik)_[\w-]{20,}`,
  String.raw`sess-[\w-]{20,}`,
  String.raw`ek_[\w-]{20,}`,
  String.raw`lens-(?:gw|api)-[\w-]{16,}`,
  // Google.
  String.raw`AIza[\w-]{30,}`,
  String.raw`ya29\.[\w-]{20,}`,
  String.raw`GOCSPX-[\w-]{16,}`,
  String.raw`1\/\/0[\w-]{30,}`,
  // Amazon: the id of a key, and the key itself.
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}`,
  String.raw`(?<![A-Za-z0-9/+=_-])(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[a-z])(?=[A-Za-z0-9/+]{0,39}\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])`,
  // Code hosts, registries, trackers.
  String.raw`gh[a-z]_[A-Za-z0-9]{20,}`,
  String.raw`github_pat_\w{20,}`,
  String.raw`gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt)-[\w.-]{16,}`,
  String.raw`AT(?:ATT3|BB|CTT3)[\w=-]{20,}`,
  String.raw`(?:npm|rubygems|sntrys|sntryu|figd|lin_api|ntn|dckr_pat|dckr_oat|phx|rnd|sbp|sb_secret)_[\w-]{20,}`,
  String.raw`pypi-[\w-]{20,}`,
  String.raw`secret_[A-Za-z0-9]{32,}`,
  // Payment, mail, messages.
  String.raw`(?:sk|rk|pk|ak|key)_(?:live|test|prod)_\w{10,}`,
  String.raw`(?:sk|whsec)_\w{20,}`,
  String.raw`xox[a-z]-[\w-]{10,}`,
  String.raw`xapp-\d-[\w-]{10,}`,
  String.raw`[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,}`,
  String.raw`EAA[A-Za-z]{1,3}[A-Za-z\d]{60,}`,
  String.raw`[\da-f]{32}-us\d{1,2}\b`,
  String.raw`hooks\.slack\.com\/services\/[\w/]{20,}`,
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  String.raw`SK[\da-f]{32}`,
  String.raw`key-[\da-f]{32}`,
  String.raw`\d{8,10}:AA[\w-]{32,}`,
  String.raw`sq0(?:atp|csp|idp)-[\w-]{20,}`,
  String.raw`EAAA[\w-]{50,}`,
  String.raw`shp(?:at|ca|pa|ss|ua)_[\dA-Fa-f]{20,}`,
  // Clouds and what runs in them.
  String.raw`do[opr]_v1_[\da-f]{32,}`,
  String.raw`dapi[\da-f]{32}`,
  String.raw`hv[bsr]\.[\w-]{20,}`,
  String.raw`gl(?:sa|c)_[\w+/=-]{20,}`,
  String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.[\w-]{20,}`,
  String.raw`dt0[a-z]\d\d\.[A-Z0-9]{20,}\.[A-Z0-9]{20,}`,
  String.raw`(?:PMAK|NRAK|CFPAT)-[\w-]{20,}`,
  String.raw`pat[A-Za-z0-9]{14}\.[\da-f]{60,}`,
  String.raw`ops_eyJ[\w+/=-]{20,}`,
  String.raw`AGE-SECRET-KEY-1[A-Z0-9]{50,}`,
];

/** Told by their shape alone; the whole of it is the secret. */
export const shapes = {
  api_key: new RegExp(`${BORDER}(?:${keys.join('|')})`, 'g'),
  jwt: new RegExp(String.raw`${BORDER}eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){1,3}`, 'g'),
} satisfies Record<string, RegExp>;

const NAME_SEPARATOR = String.raw`[_\s-]?`;

/** Names of what is secret whatever it looks like. */
const strongNames = [
  'pass(?:word|wd|phrase|code)',
  'pwd',
  'api_?key',
  '(?:secret|access|private|account|auth|signing|encryption|shared|service|subscription|license|master)_?key',
  'secret_?access_?key',
  '(?:client|app|consumer|webhook|shared|jwt|session)_?secret',
  'authorization',
  'x-amz-(?:signature|security-token|credential)',
  'x-goog-signature',
]
  .join('|')
  .replaceAll('_?', NAME_SEPARATOR);

/** Names that are words, too: what stands behind them must look like a secret. */
const weakNames = 'secret|token|credentials?|auth|bearer|basic|apikey|access_?id|sig|signature'.replaceAll(
  '_?',
  NAME_SEPARATOR,
);

const BEHIND_NAME = String.raw`(?:\\{0,63}["'\x60])?\s{0,4}(?::=|=>|[:=>])\s{0,4}`;
/** Between quotes, as far as they are there: those of JSON in JSON are escaped themselves. */
const quoted = (end: string): string =>
  String.raw`(?:(?<!\\)(?<quote>["'\x60])(?<quoted>(?:\\[^\n]|(?!\k<quote>)[^\\\n]){0,2048})|(?<escape>(?<!\\)\\{1,63}["'\x60])(?<escaped>(?:(?!(?<!\\)\k<escape>)[^\n]){0,2048}))${end}`;
/** Up to a sign that ends a value in code, in a query, in a connection string. */
const BARE = String.raw`(?!(?:Bearer|Basic|Token|ApiKey|Digest)\b)[^\s"'\x60\\,;&<>(){}[\]|]{1,512}`;

/**
 * A secret behind its name, in code, JSON (escaped or not), headers, queries, connection strings. `value` is the secret,
 * `quoted` and `escaped` the same between quotes, `strong` the name when that alone is enough.
 */
export const assigned = new RegExp(
  String.raw`(?:(?<strong>${strongNames})|(?<weak>${weakNames}))(?:[ \t]{1,4}is[ \t]{1,4}|${BEHIND_NAME}|(?<=--[\w-]{3,30})\s{1,4})(?:(?:Bearer|Basic|Token|ApiKey|Digest)\s{1,4})?(?:${quoted('')}|(?<value>${BARE}))`,
  'gi',
);

/** The same of a quoted value that goes on, at the end of a text. */
export const assignedOpen = new RegExp(
  String.raw`(?:${strongNames}|${weakNames})(?:[ \t]{1,4}is[ \t]{1,4}|${BEHIND_NAME})(?:Bearer|Basic|Token)?\s{0,4}${quoted(String.raw`\\?$`)}`,
  'i',
);

/** `Bearer …` without a header's name before it. */
export const scheme = new RegExp(String.raw`${BORDER}(?:Bearer|Basic|ApiKey)\s{1,4}(?<value>[\w.~+/=-]{8,})`, 'gi');

/** Whose password stands in an address, or a token in its place. */
export const inAddress = /:\/\/(?:[^\s/@:"'\\]{0,128}:(?<value>[^\s/"'\\]{1,256})|(?<token>[^\s/@:"'\\]{16,256}))@/g;

/** The few digits that make a card's number worth something. */
export const cardCode = new RegExp(
  String.raw`${BORDER}(?:cv[vc]2?|security code|card code|pin(?: code)?)(?:\\{0,63}["']?\s?[:=]\s?(?:\\{0,63}["'])?| is | )(?<value>\d{3,8})\b`,
  'gi',
);

const COOKIE = String.raw`${BORDER}(?:set-)?cookie2?(?:\\{0,63}["'])?\s{0,4}[:=]\s{0,4}(?:\\{0,63}["'])?`;
export const cookie = new RegExp(String.raw`${COOKIE}(?<value>[^\n"'\\]{4,2048})`, 'gi');
export const cookieOpen = new RegExp(String.raw`${COOKIE}[^\n"'\\]{0,2048}$`, 'i');

/** The beginning and the end of a private key, and what ends one that was cut off; in JSON its lines end in `\\n`. */
export const privateKey = {
  begin: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
  end: /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
  foreign: /[^A-Za-z0-9+/=\s:,.\\-]/g,
};

/** A name under which a field is secret as a whole, whatever is in it. */
export const secretName = new RegExp(
  String.raw`(?:^|[._\s-])(?:${strongNames}|secret|token|credentials?|cookie|set-cookie)$|^\w{0,40}(?:${strongNames})$`,
  'i',
);
