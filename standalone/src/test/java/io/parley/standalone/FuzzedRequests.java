package io.parley.standalone;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Good requests and events, with all their fields, to make bad ones of. */
final class FuzzedRequests {

    private FuzzedRequests() {
    }

    /** JSON by path. */
    static Map<String, List<String>> bodies() throws IOException {
        String sound = Base64.getEncoder().encodeToString(RunningSuite.wave(new byte[4_800]));
        return Map.of("/v1/audio/speech", List.of("""
                {"model": "tts-1", "voice": "alloy", "input": "Hello.", "speed": 1.5, "response_format": "pcm",
                 "stream_format": "audio", "instructions": "none", "normalization_options": {"normalize": false}}""",
                """
                        {"model": "kokoro-82m", "voice": {"id": "nova"}, "input": "One. Two.", "stream_format": "sse"}"""),
                "/v1/chat/completions",
                List.of("""
                        {"model": "parrot", "messages": [{"role": "system", "content": "Be kind."},
                         {"role": "user", "content": [{"type": "text", "text": "Hello."}]},
                         {"role": "assistant", "content": "Yes?"}, {"role": "user", "content": "What?"}],
                         "max_completion_tokens": 8, "temperature": 0.5, "top_p": 1, "seed": 3, "stop": ["a"], "n": 1}""",
                        "{\"model\": \"parrot\", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": {\"type\": \"object\"}}}], \"messages\": [{\"role\": \"user\", \"content\": \"What?\"}]}",
                        """
                                {"model": "gpt-audio", "modalities": ["text", "audio"], "stream": true,
                                 "audio": {"voice": "alloy", "format": "pcm16"}, "stream_options": {"include_usage": true},
                                 "messages": [{"role": "user", "content": [{"type": "input_audio",
                                  "input_audio": {"data": "%s", "format": "wav"}}]},
                                  {"role": "assistant", "audio": {"id": "audio_1"}}, {"role": "user", "content": "Go on."}]}"""
                            .formatted(sound),
                        """
                                {"model": "gpt-audio", "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"},
                                 "messages": [{"role": "user", "content": "Hello."}]}"""),
                "/v1/realtime/client_secrets",
                List.of("""
                        {"expires_after": {"anchor": "created_at", "seconds": 600},
                         "session": {"type": "realtime", "model": "gpt-realtime", "instructions": "Be kind.",
                         "audio": {"input": {"turn_detection": {"type": "server_vad"}}, "output": {"voice": "alloy"}}}}"""),
                "/v1/admin/keys",
                List.of("""
                        {"name": "the app", "scopes": ["transcribe", "speak"], "models": ["whisper-1"],
                         "limits": {"requests_per_minute": 60, "audio_seconds_per_day": 3600, "concurrent_streams": 2}}"""));
    }

    /** Fields of forms by path, the model first. */
    static Map<String, Map<String, String>> forms() {
        return Map.of("/v1/audio/transcriptions",
                fields("model=whisper-1", "language=en", "languages[]=en", "prompt=Parley",
                        "response_format=verbose_json", "temperature=0.2", "stream=true", "keywords[]=Parley",
                        "chunking_strategy={\"type\":\"server_vad\",\"threshold\":0.5,\"silence_duration_ms\":500}",
                        "include[]=logprobs", "chunking_strategy[type]=server_vad", "timestamp_granularities[]=word",
                        "known_speaker_names[]=Ann"),
                "/v1/audio/translations", fields("model=whisper-1", "language=de", "prompt=Parley",
                        "response_format=srt", "temperature=0.2", "chunking_strategy=auto"),
                "/v1/audio/speech/timestamps",
                fields("model=silero-vad", "threshold=0.5", "neg_threshold=0.35", "min_speech_duration_ms=250",
                        "max_speech_duration_s=30", "min_silence_duration_ms=100", "speech_pad_ms=30"),
                "/v1/audio/classification",
                fields("model=yamnet", "top_k=3", "threshold=0.3", "window=0.5", "labels[]=music"));
    }

    private static Map<String, String> fields(String... fields) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            all.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return all;
    }

    /** What a client may say in a session. */
    static List<String> events() {
        return List.of(
                """
                        {"type": "session.update", "event_id": "e1", "session": {"type": "realtime", "instructions": "Be kind.",
                         "output_modalities": ["audio"], "max_output_tokens": "inf", "tools": [], "tool_choice": "auto",
                         "audio": {"input": {"format": {"type": "audio/pcm", "rate": 24000}, "noise_reduction": null,
                         "transcription": {"model": "whisper-1", "language": "en", "prompt": "a"},
                         "turn_detection": {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300,
                         "silence_duration_ms": 500, "create_response": true, "interrupt_response": true, "idle_timeout_ms": 6000}},
                         "output": {"format": {"type": "audio/pcmu"}, "voice": "alloy", "speed": 1}}}}""",
                "{\"type\": \"input_audio_buffer.append\", \"event_id\": \"e2\", \"audio\": \"%s\"}"
                    .formatted("AAAA".repeat(800)),
                "{\"type\": \"input_audio_buffer.append\", \"audio\": \"%s\"}".formatted("/38BgP9/".repeat(800)),
                "{\"type\": \"input_audio_buffer.commit\"}", "{\"type\": \"input_audio_buffer.clear\"}",
                """
                        {"type": "conversation.item.create", "previous_item_id": "root", "item": {"id": "i1", "type": "message",
                         "role": "user", "content": [{"type": "input_text", "text": "Hello."},
                         {"type": "input_audio", "audio": "AAAAAAAA", "transcript": "a"}]}}""",
                """
                        {"type": "conversation.item.create", "item": {"id": "i2", "type": "function_call_output",
                         "call_id": "c1", "output": "4"}}""",
                "{\"type\": \"conversation.item.retrieve\", \"item_id\": \"i1\"}",
                "{\"type\": \"conversation.item.truncate\", \"item_id\": \"i1\", \"content_index\": 0, \"audio_end_ms\": 10}",
                "{\"type\": \"conversation.item.delete\", \"item_id\": \"i1\"}",
                """
                        {"type": "response.create", "response": {"output_modalities": ["text"], "instructions": "Be kind.",
                         "conversation": "none", "input": [], "max_output_tokens": 8, "metadata": {"a": "b"},
                         "audio": {"output": {"voice": "nova"}}}}""",
                "{\"type\": \"response.create\"}", "{\"type\": \"response.cancel\", \"response_id\": \"r1\"}",
                "{\"type\": \"output_audio_buffer.clear\"}");
    }

}
