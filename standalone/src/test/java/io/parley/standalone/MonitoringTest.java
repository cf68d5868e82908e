package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in the folder "monitoring", in a real Prometheus that watches the real
 * suite.
 */
class MonitoringTest {

    private static final Path FILES = Path.of("../monitoring");

    private static final Pattern METRIC = Pattern.compile("\\b(?:parley|http|jvm|process)_[a-z_]+");

    private static final Pattern EXPRESSION = Pattern.compile("expr: (>-\\s+)?(.+?)\\n\\s+(?:for|labels):",
            Pattern.DOTALL);

    @TempDir
    private static Path directory;

    @AutoClose
    private static RunningSuite suite;

    @AutoClose
    private static TestServer prometheus;

    @AutoClose
    private static final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void everyJobIsDoneOnceUnderWatch() throws Exception {
        suite = RunningSuite.withModels();
        Files.copy(FILES.resolve("alerts.yml"), directory.resolve("alerts.yml"));
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, Files.readString(FILES.resolve("prometheus.yml"))
            .replace("15s", "1s")
            .replace("[\"127.0.0.1:8080\"]",
                    "[\"" + suite.uri().getAuthority() + "\"]\n        labels: {namespace: parley, pod: parley-1}"));
        prometheus = TestServer.prometheus(config);
        assertThat(suite
            .transcribe(new MultipartForm().field("model", "whisper-1").file("speech.wav", RunningSuite.speech()))
            .statusCode()).isEqualTo(200);
        assertThat(suite
            .send(new MultipartForm().file("speech.wav", RunningSuite.speech())
                .on(suite.request("/v1/audio/classification")))
            .statusCode()).isEqualTo(200);
        post("/v1/audio/speech", "{\"input\": \"Good morning.\", \"voice\": \"alloy\", \"model\": \"tts-1\"}");
        post("/v1/chat/completions", """
                {"model": "gpt-4o-audio-preview", "max_completion_tokens": 3,
                 "messages": [{"role": "user", "content": "Good morning."}]}""");
    }

    private static void post(String path, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = suite.request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
        assertThat(suite.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void everyMetricThatAnAlertOrAPanelNamesIsThere() throws Exception {
        Set<String> named = new TreeSet<>();
        METRIC
            .matcher(Files.readString(FILES.resolve("alerts.yml")) + Files.readString(FILES.resolve("dashboard.json")))
            .results()
            .forEach((match) -> named.add(match.group()));
        assertThat(named).hasSizeGreaterThan(20);
        named.add("http_server_requests_seconds_count{service=\"gateway\"}");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(unknown(named)).isEmpty());
    }

    private static Set<String> unknown(Set<String> metrics) throws IOException, InterruptedException {
        Set<String> unknown = new TreeSet<>();
        for (String metric : metrics) {
            if (query(metric).isEmpty()) {
                unknown.add(metric);
            }
        }
        return unknown;
    }

    /** What the adapter makes of its rule for {@code pods} of a namespace. */
    @Test
    void theAutoscalersAreToldHowLongRequestsWait() throws Exception {
        Map<String, List<Map<String, String>>> adapter = new Yaml()
            .load(Files.readString(Path.of("../k8s/monitoring/metrics-adapter.yaml")));
        Map<String, String> rule = adapter.get("rules").getFirst();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(query(rule.get("seriesQuery"))).isNotEmpty();
            JsonNode waits = query(rule.get("metricsQuery")
                .replace("<<.Series>>", rule.get("seriesQuery").replaceFirst("\\{.*", ""))
                .replace("<<.LabelMatchers>>", "namespace=\"parley\",pod=~\"parley-1|parley-2\"")
                .replace("<<.GroupBy>>", "pod"));
            assertThat(waits).hasSize(1);
            assertThat(waits.at("/0/metric/pod").asString()).isEqualTo("parley-1");
            assertThat(Double.parseDouble(waits.at("/0/value/1").asString())).isBetween(0.0, 60.0);
        });
    }

    @Test
    void prometheusUnderstandsEveryExpression() throws Exception {
        List<String> expressions = Stream
            .concat(EXPRESSION.matcher(Files.readString(FILES.resolve("alerts.yml")))
                .results()
                .map((match) -> match.group(2)), ofTheDashboard())
            .toList();
        assertThat(expressions).hasSizeGreaterThan(20);
        for (String expression : expressions) {
            query(expression.replace("$instance", ".*").replace("$__rate_interval", "1m"));
        }
    }

    private static Stream<String> ofTheDashboard() throws IOException {
        return JsonMapper.shared()
            .readTree(Files.readString(FILES.resolve("dashboard.json")))
            .findValues("expr")
            .stream()
            .map(JsonNode::stringValue);
    }

    @Test
    void alertsFireInBadOrderAndOnlyThen() throws Exception {
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "alerts-test.yml").directory(FILES.toFile())
            .redirectErrorStream(true)
            .start();
        String told = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(told).isZero();
    }

    /** What an expression has for values now. */
    private static JsonNode query(String expression) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/api/v1/query?query=%s".formatted(prometheus.port(),
                URLEncoder.encode(expression, StandardCharsets.UTF_8)));
        String answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        JsonNode json = JsonMapper.shared().readTree(answer);
        assertThat(json.path("status").asString()).as(expression + answer).isEqualTo("success");
        return json.path("data").path("result");
    }

}
