package io.parley.standalone.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpServer;
import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a real Prometheus asks pods by {@code k8s/monitoring/scrape.yaml}. Debian's cannot
 * ask Kubernetes for pods, so that they are named here, with the labels that it would
 * give them.
 */
class ScrapeTest {

    @TempDir
    private Path directory;

    @Test
    void onlyTheFrontIsShownTheKey() throws Exception {
        Queue<String> shownToGateway = new ConcurrentLinkedQueue<>();
        Queue<String> shownToService = new ConcurrentLinkedQueue<>();
        HttpServer gateway = pod(shownToGateway);
        HttpServer service = pod(shownToService);
        Files.writeString(this.directory.resolve("parley.key"), "the-key");
        Path config = this.directory.resolve("prometheus.yml");
        Files.writeString(config, config(List.of(target(gateway, Map.of("parley_front", "true")),
                target(service, Map.of("parley_models", "true")))));
        try (TestServer prometheus = TestServer.prometheus(config); HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest up = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + prometheus.port() + "/api/v1/query?query=up"))
                .build();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                String answer = client.send(up, HttpResponse.BodyHandlers.ofString()).body();
                assertThat(JsonMapper.shared().readTree(answer).at("/data/result")).hasSize(2).allSatisfy((series) -> {
                    assertThat(series.at("/metric/job").asString()).isEqualTo("parley");
                    assertThat(series.at("/metric/namespace").asString()).isEqualTo("parley");
                    assertThat(series.at("/value/1").asString()).isEqualTo("1");
                });
            });
        }
        finally {
            gateway.stop(0);
            service.stop(0);
        }
        assertThat(shownToGateway).isNotEmpty().containsOnly("Bearer the-key");
        assertThat(shownToService).isNotEmpty().containsOnly("nothing");
    }

    private static HttpServer pod(Queue<String> shown) throws IOException {
        HttpServer pod = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pod.createContext("/actuator/prometheus", (exchange) -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            shown.add((authorization != null) ? authorization : "nothing");
            byte[] metrics = "parley_seen 1\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
            exchange.close();
        });
        pod.start();
        return pod;
    }

    private static String target(HttpServer pod, Map<String, String> labels) {
        StringBuilder target = new StringBuilder(
                "{targets: [\"127.0.0.1:%d\"], labels: {".formatted(pod.getAddress().getPort()));
        labels.forEach(
                (label, value) -> target.append("__meta_kubernetes_pod_label_%s: \"%s\", ".formatted(label, value)));
        return target.append("""
                __meta_kubernetes_pod_label_app_kubernetes_io_name: parley, __meta_kubernetes_namespace: parley,
                __meta_kubernetes_pod_container_port_name: http, __meta_kubernetes_pod_name: a}}""").toString();
    }

    private static String config(List<String> targets) throws IOException {
        Map<String, List<Map<String, Object>>> config = new Yaml()
            .load(Files.readString(Path.of("../k8s/monitoring/scrape.yaml")));
        config.get("scrape_configs").forEach((job) -> {
            assertThat(job.remove("kubernetes_sd_configs")).isNotNull();
            job.put("static_configs", targets.stream().map((target) -> (Object) new Yaml().load(target)).toList());
            job.put("scrape_interval", "1s");
            job.put("scrape_timeout", "1s");
        });
        return new Yaml().dump(config);
    }

}
