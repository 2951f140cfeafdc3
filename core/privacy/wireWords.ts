/**
 * Names that the providers' formats use themselves. They are no secrets, and a masked message is hard to read without
 * them; every other key or value that a redaction removed is masked.
 */
export const WIRE_KEYS: ReadonlySet<string> = new Set(
  `annotations arguments audio cache_control choices citations code content created data delta description detail
  detail_type document error file filename finish_reason format function function_call id image image_url index input
  input_schema instructions is_error json_schema logprobs max_completion_tokens max_tokens media_type message messages
  metadata model n name object output output_text parameters parts prompt properties reasoning refusal required
  response_format role schema seed signature source status stop stop_reason stop_sequence stream strict summary system
  temperature text thinking title tool tool_call_id tool_calls tool_choice tool_use_id tools top_k top_p type url usage
  user value`.split(/\s+/),
);

/** Values of `role` and `type`. */
export const WIRE_VALUES: ReadonlySet<string> = new Set(
  `assistant base64 custom developer document ephemeral file function function_call function_call_output image image_url
  input_image input_text json_object json_schema message model output_text reasoning redacted_thinking refusal
  server_tool_use system text thinking tool tool_result tool_use url user`.split(/\s+/),
);
