"""Drives the gateway with the official Python SDKs, plain and streamed, and prints what they returned as JSON."""

import json
import sys

import anthropic
import openai

url = sys.argv[1]
ask = [{"role": "user", "content": "What is my account number?"}]

gpt = openai.OpenAI(base_url=f"{url}/v1", api_key="demo", max_retries=0)
claude = anthropic.Anthropic(base_url=url, api_key="demo", max_retries=0)

plain_gpt = gpt.chat.completions.create(model="demo-gpt", messages=ask)
with gpt.chat.completions.stream(model="demo-gpt", messages=ask) as stream:
    streamed_gpt = stream.get_final_completion()

plain_claude = claude.messages.create(model="demo-claude", max_tokens=100, messages=ask)
with claude.messages.stream(model="demo-claude", max_tokens=100, messages=ask) as stream:
    streamed_claude = stream.get_final_message()

try:
    gpt.chat.completions.create(model="demo-gpt", messages=[{"role": "user", "content": "Are you busy?"}])
    refused = None
except openai.RateLimitError as error:
    refused = {"status": error.status_code, "retry_after": error.response.headers.get("retry-after")}

print(
    json.dumps(
        {
            "plain_gpt": plain_gpt.choices[0].message.content,
            "streamed_gpt": streamed_gpt.choices[0].message.content,
            "plain_claude": plain_claude.content[0].text,
            "streamed_claude": streamed_claude.content[0].text,
            "refused": refused,
        }
    )
)
