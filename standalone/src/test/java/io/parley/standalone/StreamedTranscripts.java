package io.parley.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** Puts together what comes in pieces. */
final class StreamedTranscripts {

    private StreamedTranscripts() {
    }

    /** The text that the bytes of tokens make up. */
    static String utf8(List<JsonNode> logprobs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode logprob : logprobs) {
            logprob.get("bytes").valueStream().forEach((value) -> bytes.write(value.intValue()));
        }
        return bytes.toString(UTF_8);
    }

    /** The text that the events' deltas make up. */
    static String text(List<JsonNode> events) {
        StringBuilder text = new StringBuilder();
        events.stream()
            .filter((event) -> event.has("delta"))
            .forEach((event) -> text.append(event.get("delta").stringValue()));
        return text.toString();
    }

}
