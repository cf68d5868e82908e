package io.parley.standalone;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions over a socket, through the gateway. */
class RealtimeTest {

    private static final String SAY = """
            {"type": "conversation.item.create", "item": {"type": "message", "role": "user",
             "content": [{"type": "input_text", "text": "%s"}]}}""";

    private static final String RESPOND = "{\"type\": \"response.create\"}";

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(
            Map.of("parley.chat.realtime.idle", "30s", "parley.chat.realtime.most-sound", "180s"));

    @Test
    void aSpokenTurnIsHeardAndAnswered() throws Exception {
        try (RealtimeClient client = open()) {
            client.sound(0, 500);
            client.sound(0.8, 1_000);
            client.sound(0, 1_000);

            JsonNode started = client.next("input_audio_buffer.speech_started");
            JsonNode stopped = client.next("input_audio_buffer.speech_stopped");
            JsonNode committed = client.next("input_audio_buffer.committed");
            assertThat(started.get("audio_start_ms").intValue()).isBetween(150, 260);
            assertThat(stopped.get("audio_end_ms").intValue()).isBetween(1_900, 2_150);
            assertThat(committed.get("item_id")).isEqualTo(started.get("item_id")).isEqualTo(stopped.get("item_id"));
            assertThat(client.next("conversation.item.added").at("/item/content/0/type").stringValue())
                .isEqualTo("input_audio");
            client.next("conversation.item.done");
            String response = client.next("response.created").at("/response/id").stringValue();
            List<JsonNode> answer = client.upTo("response.done");
            assertThat(types(answer).subList(0, 3)).containsExactly("response.output_item.added",
                    "conversation.item.added", "response.content_part.added");
            assertThat(types(answer).subList(answer.size() - 6, answer.size())).containsExactly(
                    "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
                    "response.output_item.done", "conversation.item.done", "response.done");
            assertThat(types(answer)).contains("response.output_audio.delta");
            assertThat(words(answer)).contains("samples, loud: true").endsWith("after 0");
            JsonNode done = answer.getLast().get("response");
            assertThat(done.get("id").stringValue()).isEqualTo(response);
            assertThat(done.get("status").stringValue()).isEqualTo("completed");
            assertThat(done.at("/usage/input_token_details/audio_tokens").intValue()).isEqualTo(550);
            assertThat(done.at("/output/0/content/0/transcript").stringValue()).isEqualTo(words(answer));
        }
    }

    @Test
    void workOnATurnBeginsInAPauseAndEndsWhenTheCallerGoesOn() throws Exception {
        BlockingQueue<String> models = suite.suite().shared(TestPorts.class).events;
        String settings = """
                {"type": "session.update", "session": {"audio": {"input": {"transcription": {"prompt": "%s"},
                 "turn_detection": {"type": "server_vad", "silence_duration_ms": 2000}}}}}""";
        try (RealtimeClient client = open()) {
            client.send(settings.formatted(TestPorts.WAIT));
            client.next("session.updated");
            client.sound(0.8, 1_000);
            client.sound(0, 1_900);
            client.next("input_audio_buffer.speech_started");
            assertThat(models.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            assertThat(client.isQuiet()).isTrue();
            client.sound(0.8, 500);
            assertThat(models.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");

            client.send(settings.formatted(""));
            client.next("session.updated");
            client.sound(0, 1_800);
            assertThat(client.isQuiet()).as("the turn is not over").isTrue();
            client.sound(0, 500);
            client.next("input_audio_buffer.speech_stopped");
            List<JsonNode> answer = client.upTo("response.done");
            assertThat(types(answer)).containsSubsequence("input_audio_buffer.committed", "conversation.item.done",
                    "conversation.item.input_audio_transcription.completed");
            assertThat(types(answer)).containsSubsequence("conversation.item.done", "response.created",
                    "response.output_audio.delta");
            assertThat(answer.getLast().at("/response/status").stringValue()).isEqualTo("completed");
            assertThat(client.isQuiet()).isTrue();
        }
    }

    @Test
    void aConversationWithNothingInItHasNoAnswer() throws Exception {
        try (RealtimeClient client = open()) {
            client.send(RESPOND);
            assertThat(client.next("error").at("/error/code").stringValue()).isEqualTo("conversation_empty");
            client.send("{\"type\": \"response.create\", \"response\": {\"instructions\": \"Say hello.\"}}");
            assertThat(client.upTo("response.done").getLast().at("/response/status").stringValue())
                .isEqualTo("completed");
        }
    }

    @Test
    void halfACharacterThatComesBackEndsNoSession() throws Exception {
        try (RealtimeClient client = open()) {
            client.send("{\"type\": \"no.such.event\", \"event_id\": \"a\\ud800\"}");
            assertThat(client.next("error").at("/error/event_id").stringValue()).isEqualTo("a?");
            client.send("{\"type\": \"input_audio_buffer.clear\"}");
            client.next("input_audio_buffer.cleared");
        }
    }

    @Test
    void whatTheClientChangesInAPauseHolds() throws Exception {
        try (RealtimeClient client = open()) {
            client.send("""
                    {"type": "session.update", "session": {"audio": {"input": {
                     "turn_detection": {"type": "server_vad", "silence_duration_ms": 2000}}}}}""");
            client.next("session.updated");
            client.sound(0.8, 1_000);
            client.sound(0, 1_900);
            client.next("input_audio_buffer.speech_started");
            client.send("{\"type\": \"session.update\", \"session\": {\"output_modalities\": [\"text\"]}}");
            client.next("session.updated");
            client.sound(0, 500);
            List<JsonNode> answer = client.upTo("response.done");
            assertThat(types(answer)).contains("response.output_text.delta")
                .doesNotContain("response.output_audio.delta");
        }
    }

    @Test
    void whoSpeaksEndsTheAnswerAndNothingOfItFollows() throws Exception {
        BlockingQueue<String> models = suite.suite().shared(TestPorts.class).events;
        try (RealtimeClient client = open()) {
            say(client, TestPorts.WAIT);
            client.send(RESPOND);
            assertThat(models.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            client.sound(0.8, 300);

            assertThat(models.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
            List<JsonNode> events = client.upTo("response.done");
            assertThat(types(events)).contains("input_audio_buffer.speech_started");
            JsonNode done = events.getLast().get("response");
            assertThat(done.get("status").stringValue()).isEqualTo("cancelled");
            assertThat(done.at("/status_details/reason").stringValue()).isEqualTo("turn_detected");
            assertThat(client.isQuiet()).isTrue();
        }
    }

    @Test
    void anAnswerIsCancelledAndTheNextOneIsNot() throws Exception {
        BlockingQueue<String> models = suite.suite().shared(TestPorts.class).events;
        try (RealtimeClient client = open()) {
            say(client, TestPorts.WAIT);
            client.send(RESPOND);
            assertThat(models.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            client.send("{\"type\": \"response.cancel\"}");
            assertThat(client.upTo("response.done").getLast().at("/response/status_details/reason").stringValue())
                .isEqualTo("client_cancelled");
            assertThat(models.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
            client.send("{\"type\": \"response.cancel\", \"event_id\": \"mine\"}");
            JsonNode error = client.next("error").get("error");
            assertThat(error.get("code").stringValue()).isEqualTo("response_cancel_not_active");
            assertThat(error.get("event_id").stringValue()).isEqualTo("mine");
            say(client, "Hello.");
            client.send(RESPOND);
            List<JsonNode> answer = client.upTo("response.done");
            assertThat(answer.getLast().at("/response/status").stringValue()).isEqualTo("completed");
        }
    }

    @Test
    void aSpokenAnswerIsTruncated() throws Exception {
        try (RealtimeClient client = open()) {
            say(client, "One. Two. Three.");
            client.send(RESPOND);
            String item = client.upTo("response.done").getLast().at("/response/output/0/id").stringValue();
            String truncate = "{\"type\": \"conversation.item.truncate\", \"item_id\": \"%s\", \"content_index\": 0, "
                    + "\"audio_end_ms\": %d}";
            client.send(truncate.formatted(item, 100_000));
            assertThat(client.next("error").at("/error/param").stringValue()).isEqualTo("audio_end_ms");
            client.send(truncate.formatted(item, 500));
            assertThat(client.next("conversation.item.truncated").get("audio_end_ms").intValue()).isEqualTo(500);
            client.send("{\"type\": \"conversation.item.retrieve\", \"item_id\": \"%s\"}".formatted(item));
            JsonNode kept = client.next("conversation.item.retrieved").get("item");
            assertThat(kept.get("status").stringValue()).isEqualTo("incomplete");
            assertThat("One. Two. Three. after 0").startsWith(kept.at("/content/0/transcript").stringValue());
        }
    }

    @Test
    void turnsAreCommittedByHandAndAnsweredInWriting() throws Exception {
        try (RealtimeClient client = open()) {
            client.send("""
                    {"type": "session.update", "session": {"type": "realtime", "output_modalities": ["text"],
                     "instructions": "Be brief.", "audio": {"input": {"turn_detection": null,
                     "transcription": {"model": "whisper-1"}}}}}""");
            JsonNode session = client.next("session.updated").get("session");
            assertThat(session.at("/audio/input/turn_detection").isNull()).isTrue();
            assertThat(session.get("output_modalities").toString()).isEqualTo("[\"text\"]");
            client.send("{\"type\": \"input_audio_buffer.commit\"}");
            assertThat(client.next("error").at("/error/code").stringValue())
                .isEqualTo("input_audio_buffer_commit_empty");
            client.sound(0.8, 500);
            client.send("{\"type\": \"input_audio_buffer.commit\"}");
            client.next("input_audio_buffer.committed");
            List<JsonNode> heard = client.upTo("conversation.item.input_audio_transcription.completed");
            assertThat(heard.getLast().get("transcript").stringValue()).contains("samples");
            assertThat(client.isQuiet()).isTrue();
            client.send(RESPOND);
            List<JsonNode> answer = client.upTo("response.done");
            assertThat(types(answer)).contains("response.output_text.delta", "response.output_text.done")
                .doesNotContain("response.output_audio.delta");
            assertThat(answer.getLast().at("/response/output/0/content/0/text").stringValue()).endsWith("after 1");
        }
    }

    @Test
    void aMistakeIsAnEventAndTheSessionGoesOn() throws Exception {
        try (RealtimeClient client = open()) {
            for (String bad : List.of("not JSON", "{}", "{\"type\": \"response.juggle\"}",
                    "{\"type\": \"input_audio_buffer.append\", \"audio\": \"no Base64\"}",
                    "{\"type\": \"input_audio_buffer.append\", \"audio\": \"AAAA\"}",
                    "{\"type\": \"input_audio_buffer.append\"}", "{\"type\": \"session.update\"}",
                    "{\"type\": \"session.update\", \"session\": {\"audio\": {\"output\": {\"voice\": \"nobody\"}}}}",
                    "{\"type\": \"session.update\", \"session\": {\"audio\": {\"input\": {\"transcription\": {\"model\": \"nobody\"}}}}}",
                    "{\"type\": \"session.update\", \"session\": {\"tools\": [{\"type\": \"function\"}]}}",
                    "{\"type\": \"session.update\", \"session\": {\"output_modalities\": [\"text\", \"audio\"]}}",
                    "{\"type\": \"session.update\", \"session\": {\"audio\": {\"input\": {\"format\": {\"type\": \"audio/pcm\", \"rate\": 16000}}}}}",
                    "{\"type\": \"conversation.item.truncate\", \"item_id\": \"item_none\", \"audio_end_ms\": 1}",
                    "{\"type\": \"conversation.item.create\", \"item\": {\"type\": \"function_call\"}}",
                    "{\"type\": \"conversation.item.create\", \"item\": {\"type\": \"message\", \"role\": \"user\", "
                            + "\"content\": [{\"type\": \"input_audio\", \"audio\": \"\"}]}}",
                    "{\"type\": \"response.cancel\"}", "{\"type\": \"input_audio_buffer.commit\"}")) {
                client.send(bad);
                JsonNode error = client.next("error").get("error");
                assertThat(error.get("message").stringValue()).as(bad).doesNotContain("Exception").endsWith(".");
            }
            say(client, "Hello.");
            client.send(RESPOND);
            assertThat(client.upTo("response.done").getLast().at("/response/status").stringValue())
                .isEqualTo("completed");
        }
    }

    @Test
    void aFrameOfTenMegabytesIsTaken() throws Exception {
        try (RealtimeClient client = open()) {
            char[] silence = new char[10 * 1024 * 1024];
            Arrays.fill(silence, 'A');
            client.send("{\"type\": \"input_audio_buffer.append\", \"audio\": \"%s\"}".formatted(new String(silence)));
            say(client, "Hello.");
        }
    }

    @Test
    void theSoundThatASessionKeepsIsBounded() throws Exception {
        try (RealtimeClient client = open()) {
            client.send(
                    "{\"type\": \"session.update\", \"session\": {\"audio\": {\"input\": {\"turn_detection\": null}}}}");
            client.next("session.updated");
            char[] silence = new char[8 * 1024 * 1024];
            Arrays.fill(silence, 'A');
            String append = "{\"type\": \"input_audio_buffer.append\", \"audio\": \"%s\"}"
                .formatted(new String(silence));
            client.send(append);
            client.send("{\"type\": \"input_audio_buffer.commit\"}");
            client.next("input_audio_buffer.committed");
            String item = client.next("conversation.item.added").at("/item/id").stringValue();
            client.next("conversation.item.done");
            client.send(append);
            client.send("{\"type\": \"input_audio_buffer.commit\"}");
            assertThat(client.next("error").at("/error/code").stringValue()).isEqualTo("conversation_full");
            client.send("{\"type\": \"conversation.item.delete\", \"item_id\": \"%s\"}".formatted(item));
            client.next("conversation.item.deleted");
            client.send(append);
            client.send("{\"type\": \"input_audio_buffer.commit\"}");
            client.next("input_audio_buffer.committed");
        }
    }

    @Test
    void anEventBeyondTheLimitEndsItsSessionAlone() throws Exception {
        try (RealtimeClient client = open(); RealtimeClient other = open()) {
            char[] much = new char[23 * 1024 * 1024];
            Arrays.fill(much, 'A');
            try {
                client.send(new String(much));
            }
            catch (CompletionException _) {
                // cut off before all was sent
            }
            assertThat(client.closeStatus()).isEqualTo(1009);
            say(other, "Hello.");
        }
    }

    @Test
    void aLongSilenceAfterAnAnswerIsAnsweredWhereThatIsAskedFor() throws Exception {
        String settings = "{\"type\": \"session.update\", \"session\": {\"audio\": {\"input\": {\"turn_detection\": "
                + "{\"type\": \"server_vad\", \"idle_timeout_ms\": %d}}}}}";
        try (RealtimeClient client = open()) {
            client.send(settings.formatted(1_000));
            assertThat(client.next("error").at("/error/param").stringValue())
                .isEqualTo("session.audio.input.turn_detection.idle_timeout_ms");
            client.send(settings.formatted(5_000));
            assertThat(
                    client.next("session.updated").at("/session/audio/input/turn_detection/idle_timeout_ms").intValue())
                .isEqualTo(5_000);
            say(client, "One.");
            client.send(RESPOND);
            client.upTo("response.done");
            client.sound(0, 1_000);
            assertThat(client.isQuiet()).isTrue();
            Thread.sleep(5_500);
            client.sound(0, 100);
            JsonNode triggered = client.next("input_audio_buffer.timeout_triggered");
            assertThat(triggered.get("audio_end_ms").intValue()).isBetween(1_000, 1_100);
            assertThat(client.next("input_audio_buffer.committed").get("item_id")).isEqualTo(triggered.get("item_id"));
            assertThat(client.upTo("response.done").getLast().at("/response/status").stringValue())
                .isEqualTo("completed");
        }
    }

    @Test
    void aModelThatIsNotThereIsAnErrorAndNoSession() throws Exception {
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=nobody")) {
            assertThat(client.next("error").at("/error/code").stringValue()).isEqualTo("model_not_found");
            assertThat(client.closeStatus()).isEqualTo(1008);
        }
    }

    @Test
    void aSessionThatWritesDownAnswersNothing() throws Exception {
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?intent=transcription")) {
            assertThat(client.next("session.created").at("/session/type").stringValue()).isEqualTo("transcription");
            client.sound(0.8, 1_000);
            client.sound(0, 1_000);
            List<JsonNode> heard = client.upTo("conversation.item.input_audio_transcription.completed");
            assertThat(types(heard)).doesNotContain("response.created");
            assertThat(heard.getLast().get("transcript").stringValue()).contains("samples, loud: true");
            assertThat(heard.stream()
                .filter((event) -> event.get("type")
                    .stringValue()
                    .equals("conversation.item.input_audio_transcription.delta"))
                .map((event) -> event.get("delta").stringValue())
                .collect(Collectors.joining())).isEqualTo(heard.getLast().get("transcript").stringValue());
        }
    }

    @Test
    void aModelThatOnlyTranscribesOpensASessionThatWritesDownWithIt() throws Exception {
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-4o-transcribe")) {
            JsonNode created = client.next("session.created");
            assertThat(created.at("/session/type").stringValue()).isEqualTo("transcription");
            client.send("""
                    {"type": "session.update", "session": {"type": "transcription", "audio": {"input":
                     {"transcription": {"language": "en"}}}}}""");
            JsonNode transcription = client.next("session.updated").at("/session/audio/input/transcription");
            assertThat(transcription.get("model").stringValue()).isEqualTo("gpt-4o-transcribe");
            assertThat(transcription.get("language").stringValue()).isEqualTo("en");
            client.sound(0.8, 1_000);
            client.sound(0, 1_000);
            assertThat(client.upTo("conversation.item.input_audio_transcription.completed")
                .getLast()
                .get("transcript")
                .stringValue()).contains("samples, loud: true");
        }
    }

    @Test
    void aSessionThatWritesDownWithAModelThatIsNotThereIsAnError() throws Exception {
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?intent=transcription&model=nobody")) {
            assertThat(client.next("error").at("/error/code").stringValue()).isEqualTo("model_not_found");
        }
    }

    @Test
    void whoAsksAConversationToWriteDownIsToldHowToOpenASessionForThat() throws Exception {
        try (RealtimeClient client = open()) {
            client.send("{\"type\": \"session.update\", \"session\": {\"type\": \"transcription\"}}");
            assertThat(client.next("error").at("/error/message").stringValue()).contains("?intent=transcription");
        }
    }

    @Test
    void modelsStopWhenTheClientGoes() throws Exception {
        BlockingQueue<String> models = suite.suite().shared(TestPorts.class).events;
        try (RealtimeClient client = open()) {
            say(client, TestPorts.WAIT);
            client.send(RESPOND);
            assertThat(models.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
        }
        assertThat(models.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    @Test
    void telephoneSoundIsTakenAndGiven() throws Exception {
        try (RealtimeClient client = open()) {
            client.send("""
                    {"type": "session.update", "session": {"audio": {"input": {"format": {"type": "audio/pcmu"}},
                     "output": {"format": {"type": "audio/pcma"}}}}}""");
            client.next("session.updated");
            say(client, "One.");
            client.send(RESPOND);
            long bytes = client.upTo("response.done")
                .stream()
                .filter((event) -> event.get("type").stringValue().equals("response.output_audio.delta"))
                .mapToLong((event) -> Base64.getDecoder().decode(event.get("delta").stringValue()).length)
                .sum();
            assertThat(bytes).isBetween(3_900L, 4_100L);
        }
    }

    private static RealtimeClient open() throws InterruptedException {
        RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime");
        JsonNode session = client.next("session.created").get("session");
        assertThat(session.get("type").stringValue()).isEqualTo("realtime");
        assertThat(session.at("/audio/input/turn_detection/type").stringValue()).isEqualTo("server_vad");
        return client;
    }

    private static void say(RealtimeClient client, String text) throws InterruptedException {
        client.send(SAY.formatted(text));
        client.next("conversation.item.added");
        client.next("conversation.item.done");
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map((event) -> event.get("type").stringValue()).toList();
    }

    private static String words(List<JsonNode> events) {
        return String.join("",
                events.stream()
                    .filter((event) -> event.get("type").stringValue().equals("response.output_audio_transcript.delta"))
                    .map((event) -> event.get("delta").stringValue())
                    .toList());
    }

}
