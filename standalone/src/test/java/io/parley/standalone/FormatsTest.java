package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every shape of an answer, through the gateway. */
class FormatsTest {

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    @Test
    void verboseJsonListsSegmentsUnlessToldOtherwise() throws Exception {
        JsonNode answer = json(suite.transcribe(form("verbose_json")));
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("task", "language", "language_probability",
                "duration", "text", "segments", "usage");
        assertThat(answer.get("task").stringValue()).isEqualTo("transcribe");
        assertThat(answer.get("language").stringValue()).isEqualTo("english");
        assertThat(answer.get("language_probability").doubleValue()).isEqualTo(0.75);
        assertThat(answer.get("duration").doubleValue()).isEqualTo(11.0);
        assertThat(answer.at("/usage/type").stringValue()).isEqualTo("duration");
        JsonNode segments = answer.get("segments");
        assertThat(segments.get(1).propertyNames()).containsExactlyInAnyOrder("id", "seek", "start", "end", "text",
                "tokens", "temperature", "avg_logprob", "compression_ratio", "no_speech_prob");
        assertThat(segments.get(1).get("id").intValue()).isEqualTo(1);
        assertThat(segments.get(0).get("start").doubleValue()).isZero();
        assertThat(segments.get(segments.size() - 1).get("end").doubleValue()).isEqualTo(11.0);
        assertThat(segments.get(0).get("tokens").get(0).intValue()).isEqualTo(1000);
        assertThat(segments.get(0).get("avg_logprob").doubleValue()).isEqualTo(-0.25);
        assertThat(segments.get(0).get("compression_ratio").doubleValue()).isEqualTo(1.5);
        assertThat(segments.get(0).get("no_speech_prob").doubleValue()).isEqualTo(0.125);
        assertThat(joined(segments, "text").strip()).isEqualTo(answer.get("text").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "timestamp_granularities[]", "timestamp_granularities" })
    void verboseJsonListsWordsAloneIfTheyAloneAreAskedFor(String field) throws Exception {
        JsonNode answer = json(suite.transcribe(form("verbose_json").field(field, "word")));
        assertThat(answer.has("segments")).isFalse();
        JsonNode words = answer.get("words");
        assertThat(words.get(0).propertyNames()).containsExactlyInAnyOrder("word", "start", "end");
        assertThat(words.valueStream().map((word) -> word.get("word").stringValue()))
            .containsExactly(answer.get("text").stringValue().split(" "));
    }

    @Test
    void verboseJsonListsBothIfBothAreAskedFor() throws Exception {
        JsonNode answer = json(suite.transcribe(form("verbose_json").field("timestamp_granularities[]", "word")
            .field("timestamp_granularities[]", "segment")));
        assertThat(answer.propertyNames()).contains("words", "segments");
    }

    @Test
    void aLanguageThatWasGivenHasNoProbability() throws Exception {
        JsonNode answer = json(suite.transcribe(form("verbose_json").field("language", "en")));
        assertThat(answer.has("language_probability")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "include[]", "include" })
    void logprobsAreThoseOfTheTokens(String field) throws Exception {
        JsonNode answer = json(suite.transcribe(form("json").field(field, "logprobs").field("prompt", "Zürich")));
        JsonNode logprobs = answer.get("logprobs");
        assertThat(logprobs.get(0).propertyNames()).containsExactlyInAnyOrder("token", "logprob", "bytes");
        assertThat(logprobs.get(0).get("token").stringValue()).isEqualTo(" 176");
        assertThat(logprobs.get(0).get("logprob").doubleValue()).isEqualTo(-0.5);
        assertThat(utf8(logprobs).strip()).isEqualTo(answer.get("text").stringValue()).contains("Zürich");
    }

    @Test
    void logprobsStayAwayUnlessAskedFor() throws Exception {
        assertThat(json(suite.transcribe(form("json"))).propertyNames()).containsExactlyInAnyOrder("text", "usage");
    }

    @Test
    void subRipHasNumberedCues() throws Exception {
        HttpResponse<String> response = suite.transcribe(form("srt"));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
            .isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(response.body())
            .startsWith("1\n00:00:00,000 --> 00:00:01,833\n176000 samples,\n\n2\n00:00:01,833 -->")
            .endsWith("--> 00:00:11,000\nTRANSCRIBE with null.\n\n");
    }

    @Test
    void webVttHasItsHeader() throws Exception {
        HttpResponse<String> response = suite.transcribe(form("vtt").field("prompt", "Q&A"));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
            .isEqualToIgnoringCase("text/vtt;charset=UTF-8");
        assertThat(response.body()).startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:01.833\n176000 samples,\n\n")
            .contains("Q&amp;A");
    }

    @Test
    void subtitlesAreMadeOfSegmentsWhereWordsHaveNoTimes() throws Exception {
        HttpResponse<String> response = suite.transcribe(new MultipartForm().field("model", TestPorts.ENGLISH_ONLY)
            .field("response_format", "srt")
            .file("a.wav", RunningSuite.speech()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("1\n00:00:00,000 --> 00:00:01,833\n176000 samples,\n\n");
    }

    @Test
    void aTranslationIsShownAsOne() throws Exception {
        JsonNode answer = json(suite.translate(form("json")));
        assertThat(answer.propertyNames()).containsExactly("text");
        assertThat(answer.get("text").stringValue()).contains("TRANSLATE");
        JsonNode verbose = json(suite.translate(form("verbose_json").field("language", "de")));
        assertThat(verbose.propertyNames()).containsExactlyInAnyOrder("task", "language", "duration", "text",
                "segments");
        assertThat(verbose.get("task").stringValue()).isEqualTo("translate");
        assertThat(verbose.get("language").stringValue()).isEqualTo("english");
        assertThat(verbose.get("text").stringValue()).contains("language de");
        assertThat(suite.translate(form("text")).body()).contains("TRANSLATE").endsWith("\n");
        assertThat(suite.translate(form("srt")).body()).startsWith("1\n00:00:00,000 --> ");
        assertThat(suite.translate(form("vtt")).body()).startsWith("WEBVTT\n\n");
    }

    @Test
    void theChunkingStrategyReachesTheModel() throws Exception {
        String asked = "ChunkingOptions[threshold=0.4, prefixPadding=PT0.1S, silence=null]";
        List<MultipartForm> forms = List.of(
                form("json").field("chunking_strategy",
                        "{\"type\": \"server_vad\", \"threshold\": 0.4, \"prefix_padding_ms\": 100}"),
                form("json").field("chunking_strategy[type]", "server_vad")
                    .field("chunking_strategy[threshold]", "0.4")
                    .field("chunking_strategy[prefix_padding_ms]", "100"));
        for (MultipartForm form : forms) {
            assertThat(json(suite.transcribe(form)).get("text").stringValue()).contains(asked);
        }
        assertThat(json(suite.transcribe(form("json").field("chunking_strategy", "auto"))).get("text").stringValue())
            .contains("with null");
    }

    private static MultipartForm form(String format) throws IOException {
        return new MultipartForm().field("model", "whisper-1")
            .field("response_format", format)
            .file("speech.wav", RunningSuite.speech());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return JsonMapper.shared().readTree(response.body());
    }

    private static String joined(JsonNode items, String field) {
        return String.join("", items.valueStream().map((item) -> item.get(field).stringValue()).toList());
    }

    private static String utf8(JsonNode logprobs) {
        return StreamedTranscripts.utf8(logprobs.valueStream().toList());
    }

}
