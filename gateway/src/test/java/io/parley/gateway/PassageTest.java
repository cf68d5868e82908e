package io.parley.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway before a service that is another program's server, or none. */
@ExtendWith(OutputCaptureExtension.class)
class PassageTest {

    private static final String PATH = "/v1/audio/transcriptions";

    private final HttpClient client = HttpClient.newHttpClient();

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private HttpServer service;

    private ConfigurableApplicationContext gateway;

    @BeforeEach
    void start() throws IOException {
        this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.service.start();
        this.gateway = new SpringApplicationBuilder(GatewayApplication.class).run(
                "--spring.config.name=" + GatewayApplication.CONFIG_NAME, "--server.port=0",
                "--server.tomcat.connection-timeout=2s",
                "--parley.gateway.services.asr=http://127.0.0.1:" + this.service.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        this.gateway.close();
        this.service.stop(0);
        this.client.shutdownNow();
    }

    @Test
    void anAnswerPassesAsItIs() throws Exception {
        this.service.createContext(PATH, exchange -> {
            this.seen.add(exchange.getRequestHeaders().getFirst("x-request-id"));
            this.seen.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders().set("x-request-id", exchange.getRequestHeaders().getFirst("x-request-id"));
            exchange.getResponseHeaders().set("openai-processing-ms", "12");
            answer(exchange, 418, "{\"error\": \"of the service's own\"}");
        });
        HttpResponse<String> response = send(
                request(PATH).header("x-request-id", "mine").POST(BodyPublishers.ofString("a body")));
        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("{\"error\": \"of the service's own\"}");
        assertThat(response.headers().allValues("x-request-id")).containsExactly("mine");
        assertThat(response.headers().firstValue("openai-processing-ms")).contains("12");
        assertThat(this.seen).containsExactly("mine", "a body");
    }

    @Test
    void anUploadReachesTheServiceWhileItStillArrives() throws Exception {
        this.service.createContext(PATH, exchange -> {
            InputStream body = exchange.getRequestBody();
            this.seen.add("first " + body.readNBytes(50_000).length);
            this.seen.add("then " + body.readAllBytes().length);
            answer(exchange, 200, "{}");
        });
        try (Socket caller = call("Content-Length: 200000")) {
            caller.getOutputStream().write(new byte[100_000]);
            caller.getOutputStream().flush();
            assertThat(next()).isEqualTo("first 50000");
            caller.getOutputStream().write(new byte[100_000]);
            caller.getOutputStream().flush();
            assertThat(next()).isEqualTo("then 150000");
            assertThat(reader(caller).readLine()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void eventsReachTheCallerOneByOne() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 3; i++) {
                    body.write("data: %d\n\n".formatted(i).getBytes(UTF_8));
                    body.flush();
                    poll(go);
                }
            }
        });
        HttpResponse<Stream<String>> response = this.client
            .send(request(PATH).POST(BodyPublishers.ofString("x")).build(), HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = response.body().filter(line -> !line.isEmpty()).iterator();
        for (int i = 0; i < 3; i++) {
            assertThat(lines.next()).isEqualTo("data: " + i);
            go.add("go");
        }
    }

    @Test
    void theServiceLearnsThatTheCallerHasGone() throws Exception {
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            this.seen.add("answering");
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 200; i++) {
                    body.write(new byte[1000]);
                    body.flush();
                    Thread.sleep(50);
                }
                this.seen.add("finished");
            }
            catch (IOException | InterruptedException _) {
                this.seen.add("broken off");
            }
        });
        try (Socket caller = call("Content-Length: 4")) {
            caller.getOutputStream().write("body".getBytes(UTF_8));
            assertThat(next()).isEqualTo("answering");
            assertThat(reader(caller).readLine()).startsWith("HTTP/1.1 200");
        }
        assertThat(next()).isEqualTo("broken off");
    }

    @Test
    void aLargeUploadPassesWithoutBeingKept() throws Exception {
        this.service.createContext(PATH, exchange -> {
            long bytes = 0;
            byte[] buffer = new byte[65536];
            InputStream body = exchange.getRequestBody();
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes += count;
            }
            answer(exchange, 200, Long.toString(bytes));
        });
        byte[] upload = new byte[24 * 1024 * 1024];
        assertThat(send(request(PATH).POST(BodyPublishers.ofByteArray(upload))).body())
            .isEqualTo(Integer.toString(upload.length));
        HttpRequest.BodyPublisher unknownLength = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(upload));
        assertThat(send(request(PATH).POST(unknownLength)).body()).isEqualTo(Integer.toString(upload.length));
    }

    @Test
    void aBodyThatAnnouncesTooMuchIsRefusedUnread() throws Exception {
        this.service.createContext(PATH, exchange -> this.seen.add("asked"));
        try (Socket caller = call("Content-Length: 900000000000")) {
            assertThat(reader(caller).readLine()).startsWith("HTTP/1.1 413");
        }
        assertThat(this.seen).isEmpty();
    }

    @Test
    void aBodyThatIsNotFramedRightIsTheCallersFault(CapturedOutput output) throws Exception {
        swallowBodies();
        try (Socket caller = call("Transfer-Encoding: chunked")) {
            caller.getOutputStream().write("5\r\nhello\r\nnonsense\r\n".getBytes(UTF_8));
            caller.getOutputStream().flush();
            assertThat(reader(caller).readLine()).startsWith("HTTP/1.1 400");
        }
        assertThat(output).doesNotContain("broke off");
    }

    @Test
    void aBodyThatStopsArrivingIsTheCallersFault(CapturedOutput output) throws Exception {
        swallowBodies();
        try (Socket caller = call("Content-Length: 100000")) {
            caller.getOutputStream().write(new byte[50_000]);
            caller.getOutputStream().flush();
            assertThat(reader(caller).readLine()).startsWith("HTTP/1.1 408");
        }
        assertThat(output).doesNotContain("broke off");
    }

    private void swallowBodies() {
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 200, "{}");
        });
    }

    @Test
    void aServiceThatIsNotThereIsSaid() throws Exception {
        this.service.stop(0);
        HttpResponse<String> call = send(request(PATH).POST(BodyPublishers.ofString("x")));
        assertThat(call.statusCode()).isEqualTo(503);
        assertThat(call.headers().firstValue("Retry-After")).isPresent();
        assertThat(error(call).get("code").stringValue()).isEqualTo("server_is_overloaded");
        assertThat(send(request("/v1/models").GET()).statusCode()).isEqualTo(503);
        assertThat(send(request("/actuator/health/readiness").GET()).statusCode()).isEqualTo(503);
        assertThat(send(request("/actuator/health/liveness").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void aServiceThatCannotBeReachedIsNotTriedEachTime() throws Exception {
        this.service.stop(0);
        String last = "";
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> call = send(request(PATH).POST(BodyPublishers.ofString("x")));
            assertThat(call.statusCode()).isEqualTo(503);
            assertThat(call.headers().firstValue("Retry-After")).isPresent();
            last = call.body();
        }
        assertThat(last).contains("lately");
        // another service is another matter
        assertThat(send(request("/v1/audio/speech").POST(BodyPublishers.ofString("x"))).body())
            .doesNotContain("lately");
    }

    /** Long calls, which are not over when the next ones come. */
    @Test
    void aServiceThatIsBackGetsAllCalls() throws Exception {
        InetSocketAddress address = this.service.getAddress();
        this.service.stop(0);
        await().until(() -> send(request(PATH).POST(BodyPublishers.ofString("x"))).body().contains("lately"));
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        this.service = HttpServer.create(address, 0);
        this.service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            this.seen.add("called");
            poll(go);
            answer(exchange, 200, "{}");
        });
        this.service.start();
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            HttpRequest call = request(PATH).POST(BodyPublishers.ofString("x")).build();
            calls.add(this.client.sendAsync(call, HttpResponse.BodyHandlers.ofString()));
            return this.seen.size() == 5;
        });
        calls.forEach((_) -> go.add("go"));
        assertThat(calls.subList(calls.size() - 4, calls.size()))
            .allSatisfy((call) -> assertThat(call.get().statusCode()).isEqualTo(200));
    }

    @Test
    void aServiceThatFallsSilentIsGivenUp() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            poll(go);
        });
        this.service.createContext("/v1/audio/translations", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: 1\n\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            poll(go);
        });
        try (ConfigurableApplicationContext impatient = new SpringApplicationBuilder(GatewayApplication.class).run(
                "--spring.config.name=" + GatewayApplication.CONFIG_NAME, "--server.port=0",
                "--parley.gateway.first-byte-timeout=1s", "--parley.gateway.idle-timeout=1s",
                "--parley.gateway.services.asr=http://127.0.0.1:" + this.service.getAddress().getPort())) {
            HttpResponse<String> response = send(
                    HttpRequest.newBuilder(at(impatient, PATH)).POST(BodyPublishers.ofString("x")));
            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(error(response).get("message").stringValue()).contains("silent");
            HttpResponse<String> events = send(
                    HttpRequest.newBuilder(at(impatient, "/v1/audio/translations")).POST(BodyPublishers.ofString("x")));
            assertThat(events.body()).startsWith("data: 1").contains("silent");
        }
        go.add("go");
        go.add("go");
    }

    /** Five times as long as each time that it may be silent. */
    @Test
    void whatGoesOnIsNotCutHoweverLongItTakes() throws Exception {
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 20; i++) {
                exchange.getResponseBody().write(pause("data: %d\n\n".formatted(i)));
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        try (ConfigurableApplicationContext impatient = new SpringApplicationBuilder(GatewayApplication.class).run(
                "--spring.config.name=" + GatewayApplication.CONFIG_NAME, "--server.port=0",
                "--parley.gateway.first-byte-timeout=1s", "--parley.gateway.idle-timeout=1s",
                "--parley.gateway.services.asr=http://127.0.0.1:" + this.service.getAddress().getPort())) {
            HttpResponse<String> response = send(HttpRequest.newBuilder(at(impatient, PATH))
                .POST(BodyPublishers
                    .ofByteArrays(() -> IntStream.range(0, 20).mapToObj((_) -> pause("a part")).iterator())));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).endsWith("data: 19\n\n");
        }
    }

    private static byte[] pause(String text) {
        try {
            Thread.sleep(250);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return text.getBytes(UTF_8);
    }

    @Test
    void aServiceThatBreaksOffIsSaid() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnce(rude));
            try (ConfigurableApplicationContext other = new SpringApplicationBuilder(GatewayApplication.class).run(
                    "--spring.config.name=" + GatewayApplication.CONFIG_NAME, "--server.port=0",
                    "--parley.gateway.services.asr=http://127.0.0.1:" + rude.getLocalPort())) {
                HttpResponse<String> response = send(
                        HttpRequest.newBuilder(at(other, PATH)).POST(BodyPublishers.ofString("x")));
                assertThat(response.statusCode()).isEqualTo(502);
                assertThat(error(response).get("type").stringValue()).isEqualTo("server_error");
            }
        }
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(new byte[50_000]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThatThrownBy(() -> send(request(PATH).POST(BodyPublishers.ofString("x"))))
            .isInstanceOf(IOException.class);
    }

    @Test
    void anUnframedAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        this.service.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[50_000]);
            exchange.getResponseBody().flush();
            throw new IOException("on purpose");
        });
        assertThatThrownBy(() -> send(request(PATH).POST(BodyPublishers.ofString("x"))))
            .isInstanceOf(IOException.class);
    }

    private static void hangUpOnce(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.getInputStream().read();
        }
        catch (IOException _) {
            // the test says what it misses
        }
    }

    private static void poll(BlockingQueue<String> queue) {
        try {
            queue.poll(20, TimeUnit.SECONDS);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String next() throws InterruptedException {
        return this.seen.poll(20, TimeUnit.SECONDS);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static JsonNode error(HttpResponse<String> response) {
        JsonNode error = JsonMapper.shared().readTree(response.body()).get("error");
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        return error;
    }

    private Socket call(String header) throws IOException {
        URI uri = at(this.gateway, PATH);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream()
            .write("POST %s HTTP/1.1\r\nHost: here\r\n%s\r\n\r\n".formatted(PATH, header).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(this.gateway, path));
    }

    private static URI at(ConfigurableApplicationContext gateway, String path) {
        int port = ((WebServerApplicationContext) gateway).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

}
