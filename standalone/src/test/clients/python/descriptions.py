"""What schemathesis is told about Parley beyond its description."""

import os
import pathlib

import schemathesis

KEY = os.environ["PARLEY_KEY"]

SOUND = pathlib.Path(os.environ["PARLEY_SOUND"]).read_bytes()

MODELS = {
    "/v1/audio/transcriptions": "whisper-1",
    "/v1/audio/translations": "whisper-1",
    "/v1/audio/speech": "tts-1",
    "/v1/audio/speech/timestamps": "silero-vad",
    "/v1/audio/classification": "yamnet",
    "/v1/chat/completions": "parley-cascade",
}


@schemathesis.hook
def before_load_schema(context, schema):
    """Says of events what a description of this version cannot: each is text that holds JSON, but for the last one."""
    for path in schema["paths"].values():
        for method in path.keys() & {"get", "post"}:
            for answer in path[method]["responses"].values():
                events = answer.get("content", {}).get("text/event-stream")
                if events is not None:
                    json = {"contentMediaType": "application/json", "contentSchema": events["schema"]}
                    data = {"type": "string", "if": {"const": "[DONE]"}, "else": json}
                    events["schema"] = {"type": "object", "required": ["data"], "properties": {"data": data}}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Sends sound where there is to be some, to a model that is there; most answers would be refusals otherwise."""
    if isinstance(case.body, dict):
        model = MODELS.get(case.operation.path)
        if model is not None and isinstance(case.body.get("model"), str):
            case.body["model"] = model
        if "file" in case.body:
            case.body["file"] = SOUND
    # the key of this run is in the list of keys, from which it is not to be taken and revoked
    key = case.path_parameters.get("id")
    if isinstance(key, str) and key and key in KEY:
        case.path_parameters["id"] = "000000000000"
