package io.parley.catalog.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A model hub on this machine that can be made to misbehave. */
final class TestHub implements AutoCloseable {

    private final HttpServer server;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private final Map<String, TestRepository> repositories = new ConcurrentHashMap<>();

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile String tag = "\"first\"";

    TestHub() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.setExecutor(this.threads);
        this.server.createContext("/", this::handle);
        this.server.start();
    }

    /** A repository with its manifest at a commit, to which the branch main points. */
    TestRepository repository(String name) {
        return this.repositories.computeIfAbsent(name, TestRepository::new);
    }

    TestHub with(TestModel model) {
        this.files.putAll(model.contents());
        return this;
    }

    void put(String name, byte[] content, String entityTag) {
        this.files.put(name, content);
        this.tag = entityTag;
    }

    /** What the next requests get, in order; after that, what they ask for. */
    void next(Answer... next) {
        this.answers.addAll(List.of(next));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
    }

    List<Request> requests() {
        return List.copyOf(this.requests);
    }

    private synchronized Answer take() {
        return this.answers.isEmpty() ? this::serve : this.answers.removeFirst();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            this.requests.add(new Request(exchange.getRequestURI().getPath(), header(exchange, "Range"),
                    header(exchange, "If-Range"), header(exchange, "Authorization")));
            take().give(exchange);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private void serve(HttpExchange exchange) throws IOException {
        serve(exchange, Integer.MAX_VALUE, 0);
    }

    /** Gives what is asked for but closes the connection after some bytes. */
    Answer cutAfter(int bytes) {
        return (exchange) -> serve(exchange, bytes, 0);
    }

    /** Gives what is asked for, then nothing more after some bytes. */
    Answer stallAfter(int bytes) {
        return (exchange) -> {
            serve(exchange, bytes, 0);
            await();
        };
    }

    /** Gives what is asked for, a kilobyte each some milliseconds. */
    Answer slowly(int millisPerKilobyte) {
        return (exchange) -> serve(exchange, Integer.MAX_VALUE, millisPerKilobyte);
    }

    static Answer status(int status) {
        return (exchange) -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer redirect(String location) {
        return (exchange) -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Gives bytes without saying how many. */
    static Answer chunked(byte[] content) {
        return (exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        };
    }

    private void serve(HttpExchange exchange, int limit, int millisPerKilobyte) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] content = this.repositories.values()
            .stream()
            .flatMap((repository) -> repository.answer(path).stream())
            .findFirst()
            .orElse(this.files.get(path.substring(path.lastIndexOf('/') + 1)));
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().add("ETag", this.tag);
        String range = header(exchange, "Range");
        String ifRange = header(exchange, "If-Range");
        int from = 0;
        if (range != null && (ifRange == null || ifRange.equals(this.tag))) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange.getResponseHeaders()
                .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders((from > 0) ? 206 : 200, content.length - from);
        OutputStream body = exchange.getResponseBody();
        int to = Math.min(content.length, (limit < content.length) ? from + limit : content.length);
        for (int at = from; at < to; at += 1024) {
            body.write(content, at, Math.min(1024, to - at));
            if (millisPerKilobyte > 0) {
                body.flush();
                pause(millisPerKilobyte);
            }
        }
        body.flush();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            this.closed.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.closed.countDown();
        this.server.stop(0);
        this.threads.shutdownNow();
    }

    /** What was asked; a header that was not sent is null. */
    record Request(String path, String range, String ifRange, String authorization) {

        /** First byte that was asked for. */
        int from() {
            return (this.range != null) ? Integer.parseInt(this.range.replaceAll("\\D", "")) : 0;
        }
    }

    @FunctionalInterface
    interface Answer {

        void give(HttpExchange exchange) throws IOException;

    }

}
