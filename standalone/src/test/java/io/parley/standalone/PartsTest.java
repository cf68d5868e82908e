package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.parley.accounts.keys.Scope;
import io.parley.catalog.PullListener;
import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import io.parley.web.identity.Identity;
import io.parley.web.identity.IdentityTokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The parts of the suite, each by itself, as in a cluster. */
class PartsTest {

    private static final Map<String, Object> SECRET = Map.of("parley.identity.secret",
            "known to all of them, and long enough");

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aGatewayAndAServiceThatRunByThemselvesWorkTogether() throws Exception {
        try (Suite asr = start(SuitePart.ASR, null, SECRET)) {
            Map<String, Object> known = new HashMap<>(SECRET);
            known.put("parley.gateway.services.asr", asr.uri());
            known.put("parley.gateway.services.tts", "http://127.0.0.1:9");
            try (Suite gateway = start(SuitePart.GATEWAY, null, known)) {
                assertThat(transcribe(gateway.uri()).statusCode()).isEqualTo(200);
                assertThat(transcribe(asr.uri()).statusCode()).as("past the gateway").isEqualTo(401);
                HttpResponse<String> late = transcribe(asr.uri(), signed(Instant.now().minusSeconds(90)));
                assertThat(late.statusCode()).as("from a gateway whose clock is behind").isEqualTo(503);
                assertThat(late.body()).contains("clocks");
                HttpResponse<String> speech = send(HttpRequest.newBuilder(gateway.uri().resolve("/v1/audio/voices")));
                assertThat(speech.statusCode()).as("what is not there").isEqualTo(503);
            }
        }
    }

    @Test
    void aServiceThatAnybodyCouldCallDoesNotStart() {
        assertThatExceptionOfType(UnprotectedServiceException.class)
            .isThrownBy(() -> start(SuitePart.TTS, "0.0.0.0", Map.of()).close())
            .withMessageContaining("PARLEY_IDENTITY_SECRET");
    }

    private static Suite start(SuitePart part, String address, Map<String, Object> properties) {
        return Suite.start(new SuiteOptions(address, 0, properties, part), PullListener.none(), TestPorts.class);
    }

    private static String signed(Instant time) {
        return new IdentityTokens((String) SECRET.get("parley.identity.secret"), Clock.fixed(time, ZoneOffset.UTC))
            .sign(new Identity("request", "caller", Scope.TRANSCRIBE, Set.of()));
    }

    private HttpResponse<String> transcribe(URI uri) throws IOException, InterruptedException {
        return transcribe(uri, "");
    }

    private HttpResponse<String> transcribe(URI uri, String identity) throws IOException, InterruptedException {
        return send(new MultipartForm().field("model", "whisper-1")
            .file("speech.wav", RunningSuite.speech())
            .on(HttpRequest.newBuilder(uri.resolve("/v1/audio/transcriptions")).header(Identity.HEADER, identity)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

}
