package io.parley.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Stands for an operator's own OpenAI-compatible server: says words that it is told to,
 * calls a tool, fails, falls silent, by what the last message says.
 */
final class LanguageModelServer implements AutoCloseable {

    static final String WORDS = "say words";

    static final String CALL = "call a tool";

    static final String REFUSE = "refuse";

    static final String FAIL_TWICE = "fail twice";

    static final String FAIL = "fail";

    static final String SILENCE = "fall silent";

    static final String BREAK_OFF = "break off";

    static final String GO_ON = "go on until nobody listens";

    /** All that was asked. */
    final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();

    /** "talking" when it began to go on, "left" when nobody listened any more. */
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** The keys that it was shown. */
    final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

    private final HttpServer server;

    private int failures;

    LanguageModelServer() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/v1/chat/completions", this::answer);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    /** What makes it the language model of a suite. */
    Map<String, Object> properties() {
        return Map.of("parley.chat.upstream.base-url", uri(), "parley.chat.upstream.model", "big-model",
                "parley.chat.upstream.api-key", "secret", "parley.chat.upstream.idle-timeout", "1s");
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(this.server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            this.requests.add(request);
            this.keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            JsonNode messages = request.get("messages");
            String said = messages.get(messages.size() - 1).path("content").stringValue("");
            switch (said) {
                case CALL -> stream(exchange, tool(), finish("tool_calls"), usage(), "[DONE]");
                case REFUSE -> send(exchange, 400,
                        """
                                {"error": {"message": "This is too much.", "type": "invalid_request_error", "param": "tools", "code": "too_much"}}""");
                case FAIL -> send(exchange, 500, "<html>secret</html>");
                case FAIL_TWICE -> failTwice(exchange);
                case SILENCE -> {
                    stream(exchange, words("Well"));
                    sleep(5_000);
                }
                case BREAK_OFF -> stream(exchange, words("Well"));
                case GO_ON -> goOn(exchange);
                default -> stream(exchange, words("Very "), words("well. "), words("Good day."), finish("stop"),
                        usage(), "[DONE]");
            }
        }
    }

    private void failTwice(HttpExchange exchange) throws IOException {
        this.failures++;
        if (this.failures <= 2) {
            send(exchange, 500, "{}");
        }
        else {
            stream(exchange, words("At last."), finish("stop"), usage(), "[DONE]");
        }
    }

    private void goOn(HttpExchange exchange) {
        try {
            stream(exchange, words("First of all. "));
            this.events.add("talking");
            while (true) {
                write(exchange.getResponseBody(), words("And so on "));
                sleep(20);
            }
        }
        catch (IOException ex) {
            this.events.add("left");
        }
    }

    private static String[] tool() {
        return new String[] {
                delta("\"tool_calls\": [{\"index\": 0, \"id\": \"call_1\", \"type\": \"function\", "
                        + "\"function\": {\"name\": \"weather\", \"arguments\": \"\"}}]"),
                delta("\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \"{\\\"city\\\":\"}}]"),
                delta("\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \"\\\"Paris\\\"}\"}}]") };
    }

    private static String words(String words) {
        return delta("\"content\": \"%s\"".formatted(words));
    }

    private static String delta(String delta) {
        return "{\"choices\": [{\"index\": 0, \"delta\": {%s}, \"finish_reason\": null}]}".formatted(delta);
    }

    private static String finish(String reason) {
        return "{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"%s\"}]}".formatted(reason);
    }

    private static String usage() {
        return "{\"choices\": [], \"usage\": {\"prompt_tokens\": 30, \"completion_tokens\": 7}}";
    }

    private static void stream(HttpExchange exchange, String[] first, String... rest) throws IOException {
        stream(exchange, List.of(Arrays.asList(first), List.of(rest)).stream().flatMap(List::stream).toList());
    }

    private static void stream(HttpExchange exchange, String... events) throws IOException {
        stream(exchange, List.of(events));
    }

    private static void stream(HttpExchange exchange, List<String> events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (String event : events) {
            write(exchange.getResponseBody(), event);
        }
    }

    private static void write(OutputStream body, String event) throws IOException {
        body.write(("data: " + event + "\n\n").getBytes(UTF_8));
        body.flush();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

}
