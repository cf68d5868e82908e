"""What schemathesis is told about Parley beyond its description."""

import os
import pathlib

import schemathesis

SPEECH = pathlib.Path(os.environ["PARLEY_SPEECH"]).read_bytes()

MODELS = {
    "/v1/audio/transcriptions": "whisper-1",
    "/v1/audio/translations": "whisper-1",
    "/v1/audio/speech": "tts-1",
    "/v1/audio/classification": "yamnet",
    "/v1/chat/completions": "parley-cascade",
}


@schemathesis.hook
def before_load_schema(context, schema):
    """Says of events what a description of this version cannot: each is text that holds JSON, the last one none."""
    for path in schema["paths"].values():
        for operation in path.values():
            for answer in operation.get("responses", {}).values():
                events = answer.get("content", {}).get("text/event-stream")
                if events is not None:
                    json = {"contentMediaType": "application/json", "contentSchema": events["schema"]}
                    data = {"type": "string", "if": {"const": "[DONE]"}, "else": json}
                    events["schema"] = {"type": "object", "required": ["data"], "properties": {"data": data}}


@schemathesis.hook
def map_body(context, body):
    """Sends sound where there is to be some, to a model that is there: most answers would be refusals otherwise."""
    if not isinstance(body, dict):
        return body
    body = dict(body)
    if "file" in body:
        body["file"] = SPEECH
    model = MODELS.get(context.operation.path)
    if model is not None and isinstance(body.get("model"), str):
        body["model"] = model
    return body
