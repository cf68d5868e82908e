package io.parley.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.NewApiKey;
import io.parley.accounts.keys.Scope;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that asks for keys, before a service that notes what it is sent. */
final class RunningGateway implements AutoCloseable {

    static final String SECRET = "a secret that only tests know, of 32 bytes";

    static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";

    static final String SPEECH = "/v1/audio/speech";

    private static final String STATUS = """
            {"object": "status",
             "machines": [{"id": "1@host", "processors": 2, "processor_load": 0.5, "memory_bytes": 9, "process_bytes": null,
              "models_bytes": 1, "models_budget_bytes": 8}],
             "models": [{"id": "whisper-base", "aliases": ["whisper-1"], "jobs": ["transcribe"], "state": "loaded",
              "memory_bytes": 1, "running": 0, "waiting": 0, "runs": 0, "real_time_factor": null, "fetching": null},
             {"id": "kokoro-82m", "aliases": ["tts-1"], "jobs": ["speak"], "state": "fetched",
              "memory_bytes": 0, "running": 0, "waiting": 0, "runs": 0, "real_time_factor": null, "fetching": null}]}""";

    /** The headers of each call that came through. */
    final BlockingQueue<Headers> passed = new LinkedBlockingQueue<>();

    private final HttpClient client = HttpClient.newHttpClient();

    private final HttpServer service;

    private final ConfigurableApplicationContext gateway;

    RunningGateway(Path home, Map<String, String> properties) throws IOException {
        this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.service.createContext("/v1/audio/", (exchange) -> {
            exchange.getRequestBody().readAllBytes();
            this.passed.add(exchange.getRequestHeaders());
            answer(exchange, "{}");
        });
        this.service.createContext("/v1/models", (exchange) -> answer(exchange, """
                {"object":"list","data":[{"id":"whisper-1","object":"model","created":1,"owned_by":"x"},
                {"id":"tts-1","object":"model","created":1,"owned_by":"x"}]}"""));
        this.service.createContext("/v1/status", (exchange) -> answer(exchange, STATUS));
        this.service.start();
        String address = "http://127.0.0.1:" + this.service.getAddress().getPort();
        Map<String, String> all = new LinkedHashMap<>(Map.of("spring.config.name", GatewayApplication.CONFIG_NAME,
                "server.port", "0", "parley.home", home.toString(), "parley.identity.secret", SECRET,
                "parley.gateway.authentication.keys", "true", "parley.gateway.services.asr", address,
                "parley.gateway.services.tts", address, "parley.gateway.services.classification", address));
        all.putAll(properties);
        this.gateway = new SpringApplicationBuilder(GatewayApplication.class).run(all.entrySet()
            .stream()
            .map((property) -> "--%s=%s".formatted(property.getKey(), property.getValue()))
            .toArray(String[]::new));
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Has the service hold its answers until the returned queue is given something. */
    BlockingQueue<String> hold(String path) {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        this.service.createContext(path, (exchange) -> {
            exchange.getRequestBody().readAllBytes();
            this.passed.add(exchange.getRequestHeaders());
            try {
                go.take();
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, "{}");
        });
        return go;
    }

    NewApiKey key(Scope... scopes) {
        return key(Limits.none(), scopes);
    }

    NewApiKey key(Limits limits, Scope... scopes) {
        return bean(ApiKeys.class).create(new Grant("of a test", java.util.Set.of(scopes), java.util.Set.of(), limits));
    }

    <T> T bean(Class<T> type) {
        return this.gateway.getBean(type);
    }

    HttpRequest.Builder request(String path) {
        int port = ((WebServerApplicationContext) this.gateway).getWebServer().getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String credential) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + credential));
    }

    HttpResponse<String> post(String path, String credential) throws IOException, InterruptedException {
        return post(path, credential, "{}");
    }

    HttpResponse<String> post(String path, String credential, String json) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** An error's code, after its shape has been looked at. */
    static String code(HttpResponse<String> response) {
        JsonNode error = json(response).get("error");
        if (error.propertyNames().size() != 4) {
            throw new AssertionError(response.body());
        }
        return error.get("code").stringValue(null);
    }

    @Override
    public void close() {
        this.gateway.close();
        this.service.stop(0);
        this.client.shutdownNow();
    }

}
