package io.parley.chat.upstream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

import io.parley.concurrent.Cancellation;
import io.parley.conversation.ChatModel;
import io.parley.conversation.ChatTurn;
import io.parley.conversation.Written;
import io.parley.conversation.WritingOptions;
import io.parley.conversation.WritingSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A language model on an OpenAI-compatible server. What a caller leaves open is left to
 * that server; calls of tools go through untouched, both ways.
 */
final class UpstreamChatModel implements ChatModel {

    private final UpstreamRequests requests;

    private final UpstreamConnection connection;

    private final SilenceWatch silence;

    private final JsonMapper json;

    UpstreamChatModel(String model, UpstreamConnection connection, SilenceWatch silence, JsonMapper json) {
        this.requests = new UpstreamRequests(model, json);
        this.connection = connection;
        this.silence = silence;
        this.json = json;
    }

    @Override
    public void check(WritingOptions options) {
        // the server says what it can do
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public Written write(List<ChatTurn> turns, WritingOptions options, WritingSink sink, Cancellation cancellation) {
        byte[] body = this.requests.body(turns, options);
        try {
            InputStream events = this.connection.open(body, cancellation);
            // closing ends the call at the server, too
            try (events; Cancellation.Registration _ = cancellation.onCancel(() -> SilenceWatch.close(events))) {
                return read(events, new UpstreamAnswer(sink), cancellation);
            }
        }
        catch (IOException ex) {
            cancellation.check();
            throw UpstreamFailures.of(ex, this.connection.toString());
        }
    }

    private Written read(InputStream events, UpstreamAnswer answer, Cancellation cancellation) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
        try {
            for (String data = next(events, lines); data != null; data = next(events, lines)) {
                cancellation.check();
                answer.take(this.json, data);
            }
            Written written = answer.whole();
            this.connection.ended();
            return written;
        }
        catch (IOException | RuntimeException ex) {
            if (ex instanceof IOException broken && !cancellation.isCancelled()) {
                this.connection.brokeOff(broken);
            }
            else {
                this.connection.left();
            }
            throw ex;
        }
    }

    /** The next event's data; null at the end. */
    private @Nullable String next(InputStream events, BufferedReader lines) throws IOException {
        while (true) {
            ScheduledFuture<?> wait = this.silence.expect(events);
            String line;
            try {
                line = lines.readLine();
            }
            finally {
                wait.cancel(false);
            }
            if (line == null || line.equals("data: [DONE]") || line.equals("data:[DONE]")) {
                return null;
            }
            if (line.startsWith("data:")) {
                return line.substring("data:".length()).strip();
            }
        }
    }

}
