package io.parley.chat.realtime;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.parley.accounts.usage.Usage;
import io.parley.audio.Pcm;
import io.parley.audio.ResamplerStream;
import io.parley.audio.SincResampler;
import io.parley.concurrent.Cancellation;
import io.parley.conversation.ConversationModel;
import io.parley.conversation.Reply;
import io.parley.conversation.ReplySink;
import io.parley.conversation.Turn;
import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.SpeechReply;
import io.parley.web.error.Failures;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One answer while it is made. Whoever ends it first, the model or the caller, sends its
 * last event; nothing of it follows that one. Thread-safe.
 */
final class ResponseRun implements ReplySink {

    private static final int CHUNK = 4_800;

    private final ResponseEvents events;

    private final ResponseSettings settings;

    private final Items items;

    private final Failures failures;

    private final Events factory;

    private final Consumer<Usage> usage;

    private final Cancellation cancellation = new Cancellation();

    private final Wanted wanted = new Wanted();

    private final StringBuilder words = new StringBuilder();

    private @Nullable ResamplerStream resampler;

    private long samples;

    private boolean over;

    private long heardUntil;

    /**
     * An answer that is not begun.
     * @param usage takes what it used when it is over
     */
    ResponseRun(ResponseEvents events, ResponseSettings settings, Items items, Failures failures, Events factory,
            Consumer<Usage> usage) {
        this.events = events;
        this.settings = settings;
        this.items = items;
        this.failures = failures;
        this.factory = factory;
        this.usage = usage;
    }

    String id() {
        return this.events.id();
    }

    Cancellation cancellation() {
        return this.cancellation;
    }

    /** Whether its last event is sent. */
    synchronized boolean isOver() {
        return this.over;
    }

    /**
     * Answers; returns when the last event is sent. Before {@link #begin()} it works as
     * far as the first words.
     */
    void run(ConversationModel model, List<Turn> turns) {
        try {
            answer(model, turns);
        }
        catch (CancellationException ex) {
            // who cancelled has said it, or is gone
            over();
        }
    }

    private void answer(ConversationModel model, List<Turn> turns) {
        try {
            Reply reply = model.respond(turns, this.settings.reply(), this, this.cancellation);
            this.wanted.await(this.cancellation);
            done(reply);
        }
        catch (CancellationException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            this.wanted.await(this.cancellation);
            fail(ex);
        }
    }

    private synchronized void over() {
        this.over = true;
        this.heardUntil = System.nanoTime();
    }

    /**
     * When its sound is played to its end, by {@link System#nanoTime()}; once it is over.
     */
    synchronized long heardUntil() {
        return this.heardUntil;
    }

    /** Has its events sent from here on. */
    void begin() {
        this.events.created();
        this.wanted.give();
    }

    @Override
    public void text(String more) {
        this.wanted.await(this.cancellation);
        write(more);
    }

    private synchronized void write(String more) {
        check();
        this.words.append(more);
        this.events.words(more);
    }

    @Override
    public void sound(Pcm sound) {
        this.wanted.await(this.cancellation);
        speak(sound);
    }

    private synchronized void speak(Pcm sound) {
        check();
        send(sound.samples(), sound.sampleRate());
    }

    @Override
    public void toolCalls(JsonNode calls) {
        throw new IllegalStateException("no session offers tools");
    }

    private void check() {
        if (this.over) {
            throw new CancellationException("the answer is over");
        }
    }

    private void send(float[] sound, int rate) {
        if (rate == this.settings.format().sampleRate()) {
            sendAll(sound, sound.length);
            return;
        }
        if (this.resampler == null) {
            this.resampler = new SincResampler(rate, this.settings.format().sampleRate()).stream();
        }
        this.resampler.append(sound, 0, sound.length);
        drain(this.resampler);
    }

    private void drain(ResamplerStream stream) {
        float[] buffer = new float[CHUNK];
        for (int count = stream.read(buffer, 0, CHUNK); count > 0; count = stream.read(buffer, 0, CHUNK)) {
            sendAll(buffer, count);
        }
    }

    private void sendAll(float[] sound, int length) {
        this.samples += length;
        this.events.sound(this.settings.format().encode(sound, length));
    }

    private synchronized void done(Reply reply) {
        if (this.over) {
            return;
        }
        if (this.resampler != null) {
            this.resampler.end();
            drain(this.resampler);
        }
        this.over = true;
        // as long as it takes to play it from here on, as OpenAI counts
        this.heardUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis());
        boolean whole = reply.finish() == Reply.Finish.STOP;
        SpeechReply.TokenUsage used = reply.answer().usage();
        this.usage.accept(
                new Usage(0, millis() / 1000.0, 0, used.promptText() + used.promptAudio(), used.text() + used.audio()));
        Item item = item(reply.answer(), whole);
        this.items.add(item, null);
        this.events.done(item, this.words.toString(), whole ? "completed" : "incomplete",
                whole ? null : details("incomplete",
                        (reply.finish() == Reply.Finish.CONTENT_FILTER) ? "content_filter" : "max_output_tokens"),
                reply.answer().usage());
    }

    /**
     * Ends the answer here, if it is not over.
     * @param reason "client_cancelled" or "turn_detected"
     */
    void cancel(String reason) {
        this.cancellation.cancel();
        end("cancelled", details("cancelled", reason));
    }

    private void fail(RuntimeException failure) {
        ObjectNode details = this.factory.json().createObjectNode().put("type", "failed");
        var error = this.failures.of(failure).error();
        details.putObject("error").put("type", error.type()).put("code", error.code()).put("message", error.message());
        this.cancellation.cancel();
        try {
            end("failed", details);
        }
        catch (CancellationException ex) {
            // nobody is there to be told
        }
    }

    private synchronized void end(String status, ObjectNode details) {
        if (this.over) {
            return;
        }
        over();
        // how many tokens it took so far nobody knows
        if (this.samples > 0) {
            this.usage.accept(Usage.spoken(0, millis() / 1000.0));
        }
        Item said = this.words.isEmpty() ? null : item(null, false);
        if (said != null) {
            this.items.add(said, null);
        }
        this.events.done(said, this.words.toString(), status, details, null);
    }

    private Item item(@Nullable SpeechReply reply, boolean complete) {
        Item.Part part = this.settings.spoken() ? new Item.Part.Spoken(reply, this.words.toString(), millis())
                : new Item.Part.Text(this.words.toString());
        return new Item(this.events.itemId(), Role.ASSISTANT, List.of(part), complete);
    }

    private long millis() {
        return this.samples * 1000 / this.settings.format().sampleRate();
    }

    private ObjectNode details(String type, String reason) {
        return this.factory.json().createObjectNode().put("type", type).put("reason", reason);
    }

}
