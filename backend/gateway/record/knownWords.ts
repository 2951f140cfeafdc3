/** The words that segments of the providers' paths and values of their parameters are made of. */
const words: ReadonlySet<string> = new Set(
  `activate admin agent agents alpha analytics annotations api apps archive artifacts assistant assistants audio audit
  automations background batch batches beta bundles by call calls cancel cancelled certificate certificates characters chat
  chatkit checkpoints checks classify client code compact complete completed completions compliance computer configuration
  connectors container containers content conversation conversations cost costs count created credits data day deactivate
  decisions default delete deployment deployments detokenize developer dreams edits effective embeddings encrypted engines
  environments error eval evals events expired extensions external failed feedback file files fine finetune finetunes
  generation generations graders groups health hour id image images in increase info input instructions interpreter invites
  item items job jobs key keys knowledge limit limits line list live logprobs logs me member members memory message messages
  metrics moderation moderations model models month name organization organizations ocr output parts pause permissions
  pooling processed profiles progress project projects prompt prompts query queued rate realtime reasoning refer refresh
  reject remix report requests rerank reranks response responses result results resume retention retrieve role roles run
  runs safety score search secrets service sessions settings skills sort speech spend status steps storage store stores
  stream submit succeeded summaries summary templates text thinking threads to token tokenize tokens tool tools transcription
  transcriptions transcripts translations tune tunes tuning tunnels type upload uploads url usage user users validate
  validating validation variations vault vaults vector version versions video videos vision voice voices web webhook webhooks
  workspace workspaces`.split(/\s+/),
);

/** A name that the APIs have, as `fine_tuning` or `count-tokens`: of known words, and so never a key. */
export function isKnownWord(text: string): boolean {
  return text.length <= 64 && text.split(/[_-]/).every((word) => words.has(word.toLowerCase()));
}

/** `gpt-4o-mini`, `claude-sonnet-4-5-20250929`: a family of models, and short parts behind it. */
const model =
  /^(gpt|chatgpt|o[1-9]|codex|text|tts|whisper|dall|omni|davinci|babbage|sora|claude|gemini|gemma|llama|meta|mistral|mixtral|ministral|codestral|devstral|qwen|deepseek|grok|phi|command|nova|kimi|glm|demo)[a-z0-9.]{0,4}([-:@][a-z0-9.]{1,10}){0,8}$/i;

export function isKnownModel(text: string): boolean {
  return text.length <= 64 && model.test(text);
}

/** Ids of what providers keep, which open nothing without a key. Not among them `sess`, `sk`, `ek`: those are keys. */
const id =
  /^(asst|batch|msgbatch|chatcmpl|cntr|conv|eval|evalrun|file|ft|ftjob|ftckpt|item|msg|outputitem|part|resp|run|skill|skillver|step|thread|upload|video|vs|vsfb)[-_][A-Za-z0-9]{1,64}$/;

export function isKnownId(text: string): boolean {
  return id.test(text);
}
