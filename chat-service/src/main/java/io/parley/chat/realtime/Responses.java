package io.parley.chat.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.parley.audio.AudioException;
import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;
import io.parley.conversation.ConversationModel;
import io.parley.conversation.Turn;
import io.parley.speech.SpeechException;
import io.parley.web.usage.SessionUsage;
import org.jspecify.annotations.Nullable;

/** The answers of a session, one at a time. Called on one thread at a time. */
final class Responses {

    private final SessionParts parts;

    private final Events events;

    private final Outbox out;

    private final Items items;

    private final SessionUsage usage;

    private final Cancellation session;

    private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);

    /** By {@link System#nanoTime()}. */
    private long lastTurn = System.nanoTime();

    private @Nullable ResponseRun last;

    private boolean voiceFixed;

    /**
     * No answer yet.
     * @param session ends all of them
     */
    Responses(SessionParts parts, Events events, Outbox out, Items items, SessionUsage usage, Cancellation session) {
        this.parts = parts;
        this.events = events;
        this.out = out;
        this.items = items;
        this.usage = usage;
        this.session = session;
    }

    /** Whether an answer is being made. */
    boolean isRunning() {
        return running() != null;
    }

    private @Nullable ResponseRun running() {
        ResponseRun run = this.last;
        return (run != null && !run.isOver()) ? run : null;
    }

    /** Notes that the caller has spoken. */
    void turnIsOver() {
        this.lastTurn = System.nanoTime();
    }

    /** Whether nobody has spoken for so long since the last answer. */
    boolean isSilentFor(Duration time) {
        ResponseRun run = this.last;
        if (run == null || !run.isOver()) {
            return false;
        }
        long now = System.nanoTime();
        return Math.min(now - run.heardUntil(), now - this.lastTurn) >= time.toNanos();
    }

    /** Whether the voice has been heard, so that it stays. */
    boolean isVoiceFixed() {
        return this.voiceFixed;
    }

    /**
     * Answers the conversation.
     * @param hearing done when its last turn has been written down, or null if nobody
     * does that
     */
    void respond(String model, ResponseSettings asked, @Nullable CompletableFuture<Void> hearing) {
        if (isRunning()) {
            throw new RealtimeError("conversation_already_has_active_response", null,
                    "A response is running already; wait for its end or cancel it.");
        }
        if (this.items.turns(asked.instructions()).isEmpty()) {
            throw new RealtimeError("conversation_empty", null,
                    "There is nothing to answer yet: add an item to the conversation, or give instructions.");
        }
        ConversationModel conversation = this.parts.models().named(model);
        conversation.check(asked.reply());
        ResponseRun run = run(model, asked);
        begin(run, asked);
        start(run, conversation, asked, null, hearing);
    }

    /**
     * Works on the answer to a turn that is not over yet, without saying so.
     * @return to be begun when it is over; null if that is for others to pay
     */
    @Nullable ResponseRun ahead(String model, ResponseSettings asked, Item turn, @Nullable CompletableFuture<Void> hearing) {
        ConversationModel conversation = this.parts.models().named(model);
        if (conversation.isRemote()) {
            return null;
        }
        ResponseRun run = run(model, asked);
        start(run, conversation, asked, turn, hearing);
        return run;
    }

    /**
     * Has the conversation so far read, while somebody speaks who will want an answer.
     */
    void read(String model, String instructions) {
        ConversationModel conversation = this.parts.models().named(model);
        List<Turn> turns = this.items.turns(instructions);
        if (turns.isEmpty() || isRunning()) {
            return;
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        this.reading = over;
        Requester.start("read", () -> {
            try {
                conversation.read(turns, this.session);
            }
            catch (SpeechException | AudioException | CancellationException _) {
                // the answer meets the same, and says so
            }
            finally {
                over.complete(null);
            }
        });
    }

    private ResponseRun run(String model, ResponseSettings asked) {
        String id = this.parts.models().id(model);
        return new ResponseRun(new ResponseEvents(this.events, this.out, asked, null), asked, this.items,
                this.parts.failures(), this.events, (used) -> this.usage.add(id, used));
    }

    /** Says that an answer is being made. */
    void begin(ResponseRun run, ResponseSettings asked) {
        this.last = run;
        this.voiceFixed |= asked.spoken();
        run.begin();
    }

    private void start(ResponseRun run, ConversationModel model, ResponseSettings asked, @Nullable Item turn,
            @Nullable CompletableFuture<Void> hearing) {
        // as it is now: while it is heard, a turn becomes part of the conversation
        List<Turn> turns = new ArrayList<>(this.items.turns(asked.instructions()));
        if (turn != null) {
            turns.add(new Turn.Message(turn.message()));
        }
        CompletableFuture<Void> before = this.reading;
        Requester.start("respond-" + run.id(), () -> {
            before.join();
            if (hearing != null) {
                // so that nothing is heard twice
                hearing.join();
            }
            try (Cancellation.Registration _ = this.session.onCancel(run.cancellation()::cancel)) {
                run.run(model, turns);
            }
        });
    }

    /** Ends the answer that a client does not want any more. */
    void cancel(@Nullable String responseId) {
        ResponseRun run = running();
        if (run == null || (responseId != null && !responseId.equals(run.id()))) {
            throw new RealtimeError("response_cancel_not_active", null,
                    "No response is running that could be cancelled.");
        }
        run.cancel("client_cancelled");
    }

    /** Ends the answer into which somebody speaks, if there is one. */
    void interrupt() {
        ResponseRun run = running();
        if (run != null) {
            run.cancel("turn_detected");
        }
    }

}
