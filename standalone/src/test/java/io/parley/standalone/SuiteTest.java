package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;

import io.parley.catalog.PullListener;
import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole in one process, seen from outside. */
class SuiteTest {

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    @Test
    void speechIsTranscribedThroughTheGateway() throws Exception {
        HttpResponse<String> response = suite.transcribe(form().field("language", "EN").field("temperature", "0.5"));
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = json(response);
        assertThat(answer.get("text").stringValue()).contains("176000 samples")
            .contains("loud: true")
            .contains("language en")
            .contains("temperature 0.50");
        assertThat(answer.at("/usage/type").stringValue()).isEqualTo("duration");
        assertThat(answer.at("/usage/seconds").doubleValue()).isEqualTo(11.0);
        assertThat(response.headers().allValues("x-request-id")).hasSize(1);
        assertThat(response.headers().firstValueAsLong("openai-processing-ms")).isPresent();
    }

    @Test
    void textIsPlainAndEndsItsLine() throws Exception {
        HttpResponse<String> response = suite.transcribe(form().field("response_format", "text"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
            .isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(response.body()).startsWith("176000 samples").endsWith("\n");
    }

    @Test
    void anAliasAnswersAsItsModelDoes() throws Exception {
        byte[] speech = RunningSuite.speech();
        for (String name : new String[] { "whisper-base", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe",
                "gpt-transcribe" }) {
            assertThat(suite.transcribe(new MultipartForm().field("model", name).file("a.wav", speech)).statusCode())
                .as(name)
                .isEqualTo(200);
        }
    }

    @Test
    void hintsAreIgnoredAndListsTakenEitherWay() throws Exception {
        HttpResponse<String> response = suite.transcribe(form().field("languages", "de")
            .field("keywords[]", "Kennedy")
            .field("chunking_strategy", "auto")
            .field("vendor_field", "x"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("language de");
    }

    @Test
    void modelsAreListedByAllTheirNames() throws Exception {
        JsonNode models = json(suite.get("/v1/models"));
        assertThat(models.get("object").stringValue()).isEqualTo("list");
        assertThat(models.get("data").valueStream().map(model -> model.get("id").stringValue()))
            .startsWith("whisper-base")
            .contains("whisper-1", "gpt-transcribe")
            .contains("silero-vad", "silero_vad_v5", "silero_vad_v6")
            .doesNotHaveDuplicates();
        assertThat(suite.get("/v1/models/silero_vad_v5").statusCode()).isEqualTo(200);
        JsonNode one = json(suite.get("/v1/models/whisper-1"));
        assertThat(one.propertyNames()).containsExactlyInAnyOrder("id", "object", "created", "owned_by");
        assertThat(suite.get("/v1/models/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void theRequestIdReachesTheServiceAndComesBack() throws Exception {
        HttpResponse<String> response = suite
            .send(form().on(suite.request("/v1/audio/transcriptions")).header("x-request-id", "mine-17"));
        assertThat(response.headers().allValues("x-request-id")).containsExactly("mine-17");
    }

    @Test
    void theGatewaySaysHowItIs() throws Exception {
        for (String path : new String[] { "/actuator/health", "/actuator/health/liveness",
                "/actuator/health/readiness" }) {
            HttpResponse<String> response = suite.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(json(response).get("status").stringValue()).as(path).isEqualTo("UP");
        }
    }

    @Test
    void oneMetricsPageShowsTheGatewayAndTheServices() throws Exception {
        suite.transcribe(form());
        String metrics = suite.get("/actuator/prometheus").body();
        assertThat(metrics).contains("jvm_memory_used_bytes")
            .contains("http_server_requests_seconds_count")
            .contains("service=\"gateway\"")
            .contains("service=\"asr-service\"")
            .contains("uri=\"/v1/audio/transcriptions\"");
    }

    @Test
    void modelsOfOneProcessAreToldOnceWithAllTheirJobs() throws Exception {
        JsonNode status = json(suite.get("/v1/status"));

        assertThat(status.get("machines").size()).isEqualTo(1);
        assertThat(status.at("/machines/0/process_bytes").intValue()).isEqualTo(4_000);
        JsonNode models = status.get("models");
        assertThat(models.findValuesAsString("id")).doesNotHaveDuplicates()
            .contains("whisper-base", "parrot", "yamnet");
        JsonNode base = models.valueStream()
            .filter((model) -> model.get("id").stringValue().equals("whisper-base"))
            .findFirst()
            .orElseThrow();
        assertThat(base.get("aliases").toString()).contains("whisper-1");
        assertThat(base.get("jobs").toString()).isEqualTo("[\"transcribe\"]");
        assertThat(base.get("state").stringValue()).isEqualTo("loaded");
        assertThat(base.get("real_time_factor").doubleValue()).isEqualTo(0.25);
        assertThat(base.get("fetching").isNull()).isTrue();
    }

    @Test
    void theDescriptionAndItsPagesAreServed() throws Exception {
        JsonNode api = json(suite.get("/v3/api-docs"));
        assertThat(api.at("/paths").propertyNames()).contains("/v1/audio/transcriptions", "/v1/models");
        assertThat(suite.get("/v3/api-docs.yaml").body()).startsWith("openapi: 3.1");
        assertThat(suite.get("/swagger-ui/index.html").body()).contains("swagger-ui-bundle.js");
        assertThat(suite.get("/webjars/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(suite.get("/swagger-ui.html").headers().firstValue("Location")).isPresent();
    }

    @Test
    void theFirstPageAsksNobodyElse() throws Exception {
        for (String path : new String[] { "/", "/page/main.js", "/page/server.js", "/page/look.css", "/page/parts.css",
                "/swagger-ui/index.html", "/swagger-ui/start.js" }) {
            HttpResponse<String> response = suite.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse("")).as(path)
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
            assertThat(response.body()).as(path).doesNotContainPattern("(?:https?:)?//[a-z]");
        }
        assertThat(suite.get("/").body()).contains("<form").contains("Parley");
    }

    @Test
    void aTakenPortIsSaidInOneSentence() {
        SuiteOptions samePort = new SuiteOptions(null, suite.uri().getPort(), Map.of());
        assertThatThrownBy(() -> Suite.start(samePort, PullListener.none(), TestPorts.class).close())
            .isInstanceOf(PortTakenException.class)
            .hasMessageContaining(Integer.toString(suite.uri().getPort()));
    }

    private static MultipartForm form() throws IOException {
        return new MultipartForm().field("model", "whisper-1").file("speech.wav", RunningSuite.speech());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

}
