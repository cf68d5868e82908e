package io.parley.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of a session, by the JDK's own socket. */
final class RealtimeClient implements AutoCloseable, WebSocket.Listener {

    private static final int RATE = 24_000;

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();

    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();

    private final StringBuilder partial = new StringBuilder();

    private final HttpClient client = HttpClient.newHttpClient();

    private final WebSocket socket;

    RealtimeClient(URI suite, String query) {
        this(suite, query, "none");
    }

    /** One that shows a key. */
    RealtimeClient(URI suite, String query, String key) {
        URI address = URI.create("ws://%s:%d/v1/realtime%s".formatted(suite.getHost(), suite.getPort(), query));
        this.socket = this.client.newWebSocketBuilder()
            .header("Authorization", "Bearer " + key)
            .buildAsync(address, this)
            .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        this.partial.append(data);
        if (last) {
            this.events.add(JsonMapper.shared().readTree(this.partial.toString()));
            this.partial.setLength(0);
        }
        return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        this.closes.add(status);
        return null;
    }

    void send(String event) {
        this.socket.sendText(event, true).join();
    }

    /** Sends an event unless the session has ended. */
    void sendOrLeave(String event) {
        if (isOpen()) {
            this.socket.sendText(event, true).handle((_, _) -> null).join();
        }
    }

    /** Sends what is no text, unless the session has ended. */
    void sendBytes(byte[] bytes) {
        if (isOpen()) {
            this.socket.sendBinary(ByteBuffer.wrap(bytes), true).handle((_, _) -> null).join();
        }
    }

    boolean isOpen() {
        return !this.socket.isInputClosed() && !this.socket.isOutputClosed();
    }

    /** Sends a tone, or silence, in pieces of 100 ms. */
    void sound(double amplitude, int millis) {
        for (int sent = 0; sent < millis; sent += 100) {
            byte[] bytes = new byte[RATE / 10 * 2];
            for (int i = 0; i < bytes.length / 2; i++) {
                int sample = (int) (32_767 * amplitude * Math.sin(i * 0.1));
                bytes[2 * i] = (byte) sample;
                bytes[2 * i + 1] = (byte) (sample >> 8);
            }
            pcm(bytes);
        }
    }

    /** Sends samples in one piece. */
    void pcm(byte[] bytes) {
        send("{\"type\": \"input_audio_buffer.append\", \"audio\": \"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(bytes)));
    }

    JsonNode next() throws InterruptedException {
        JsonNode event = this.events.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    /** The next event, or null after the last. */
    @Nullable JsonNode nextOrClosed() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            JsonNode event = this.events.poll(10, TimeUnit.MILLISECONDS);
            if (event != null || !isOpen() && this.events.isEmpty()) {
                return event;
            }
        }
        throw new AssertionError("the session says nothing");
    }

    /** The next event, which is of a type. */
    JsonNode next(String type) throws InterruptedException {
        JsonNode event = next();
        assertThat(event.get("type").stringValue()).as(event.toString()).isEqualTo(type);
        assertThat(event.get("event_id").stringValue()).isNotBlank();
        return event;
    }

    /** All events up to one of a type. */
    List<JsonNode> upTo(String type) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        do {
            all.add(next());
        }
        while (!all.getLast().get("type").stringValue().equals(type));
        return all;
    }

    /** Whether nothing comes for a while. */
    boolean isQuiet() throws InterruptedException {
        return this.events.poll(500, TimeUnit.MILLISECONDS) == null;
    }

    Integer closeStatus() throws InterruptedException {
        return this.closes.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        this.socket.abort();
        this.client.shutdownNow();
    }

}
