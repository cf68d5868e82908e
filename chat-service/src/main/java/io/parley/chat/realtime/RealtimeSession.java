package io.parley.chat.realtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import io.parley.audio.Pcm;
import io.parley.chat.realtime.SessionSettings.InputTranscription;
import io.parley.chat.realtime.SessionSettings.Kind;
import io.parley.concurrent.Cancellation;
import io.parley.conversation.ConversationModel;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.TranscriptionOptions;
import io.parley.web.error.FailureException;
import io.parley.web.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A conversation over one socket. Events of the client are met one after the other;
 * answers and transcripts have threads of their own. A mistake is an event, and the
 * session goes on.
 */
final class RealtimeSession implements InputTurns.Listener, AutoCloseable {

    private final SessionParts parts;

    private final Events events;

    private final Outbox out;

    private final String id = Events.id("sess");

    private final long expiresAt;

    private final Items items;

    private final Cancellation cancellation = new Cancellation();

    private final InputTurns turns;

    private final InputTranscripts transcripts;

    private final ReentrantLock lock = new ReentrantLock();

    private SessionSettings settings;

    private @Nullable ResponseRun last;

    private boolean voiceFixed;

    RealtimeSession(SessionParts parts, SessionSettings settings, Events events, Outbox out, Duration longest) {
        this.parts = parts;
        this.settings = settings;
        this.events = events;
        this.out = out;
        this.expiresAt = Instant.now().plus(longest).getEpochSecond();
        this.turns = new InputTurns(parts.detector(),
                new InputBuffer(parts.longestTurn().toSeconds() * InputBuffer.SAMPLE_RATE), this.cancellation, this);
        this.items = new Items(parts.mostSound());
        this.transcripts = new InputTranscripts(parts, events, out, this.items, this.cancellation);
    }

    /**
     * Begins: says what it is set to.
     * @return whether there is such a model; if not, that was said
     */
    boolean open() {
        try {
            if (this.settings.kind() == Kind.REALTIME) {
                this.parts.models().named(this.settings.model());
            }
        }
        catch (SpeechException bad) {
            refuse(bad, null);
            return false;
        }
        this.out.send(this.events.session("session.created", this.id, this.settings, this.expiresAt));
        this.turns.detect(this.settings.turnDetection());
        return true;
    }

    /** Says why the session ends. */
    void expire(String message) {
        this.out.send(this.events.error("session_expired", null, message, null));
    }

    /** Meets an event of the client's. */
    void accept(String text) {
        String clientEvent = null;
        this.lock.lock();
        try {
            JsonNode event = this.events.json().readTree(text);
            clientEvent = event.path("event_id").stringValue(null);
            meet(event.path("type").stringValue(""), event);
        }
        catch (JacksonException ex) {
            this.out.send(this.events.error("invalid_json", null, "The event is not JSON.", null));
        }
        catch (RealtimeError bad) {
            this.out.send(this.events.error(bad.code(), bad.param(), String.valueOf(bad.getMessage()), clientEvent));
        }
        catch (SpeechException | FailureException bad) {
            refuse(bad, clientEvent);
        }
        finally {
            this.lock.unlock();
        }
    }

    private void refuse(RuntimeException why, @Nullable String clientEvent) {
        var error = this.parts.failures().of(why).error();
        this.out.send(this.events.error((error.code() != null) ? error.code() : "invalid_value", error.param(),
                error.message(), clientEvent));
    }

    /** The answer that is being made, if there is one. */
    private @Nullable ResponseRun running() {
        ResponseRun run = this.last;
        return (run != null && !run.isOver()) ? run : null;
    }

    private void meet(String type, JsonNode event) {
        switch (type) {
            case "session.update" -> update(event.path("session"));
            case "input_audio_buffer.append" -> this.turns.append(
                    InputItems.bytes(new JsonFields(event, ""), "audio", this.settings.input()), this.settings.input());
            case "input_audio_buffer.commit" -> this.turns.commit();
            case "input_audio_buffer.clear" -> {
                this.turns.clear();
                this.out.send(this.events.event("input_audio_buffer.cleared"));
            }
            case "conversation.item.create" -> create(event);
            case "conversation.item.retrieve" -> retrieve(event);
            case "conversation.item.delete" -> delete(event);
            case "conversation.item.truncate" -> truncate(event);
            case "response.create" -> respond(ResponseSettings.of(this.settings, event.path("response")), null);
            case "response.cancel" -> cancel(event.path("response_id").stringValue(null));
            default -> throw new RealtimeError("invalid_event", "type", "There is no client event of this type.");
        }
    }

    private void update(JsonNode session) {
        if (!session.isObject()) {
            throw RealtimeError.invalid("session", "The field 'session' must be an object.");
        }
        SessionSettings next = SessionReader.merged(this.settings, session, this.voiceFixed);
        InputTranscription transcription = next.transcription();
        if (transcription != null) {
            this.transcripts.transcriber(transcription)
                .check(TranscriptionOptions.DEFAULT.withLanguage(transcription.language()), this.cancellation);
        }
        if (next.kind() == Kind.REALTIME) {
            this.parts.models().named(next.model()).check(ResponseSettings.of(next).reply());
        }
        this.settings = next;
        this.turns.detect(next.turnDetection());
        this.out.send(this.events.session("session.updated", this.id, next, this.expiresAt));
    }

    private void create(JsonNode event) {
        Item item = InputItems.item(event.path("item"), this.settings.input());
        String previous = this.items.add(item, event.path("previous_item_id").stringValue(null));
        added(item, previous);
    }

    private void added(Item item, @Nullable String previous) {
        this.out.send(this.events.item("conversation.item.added", item, previous, "completed"));
        this.out.send(this.events.item("conversation.item.done", item, previous, "completed"));
    }

    private void retrieve(JsonNode event) {
        Item item = this.items.get(event.path("item_id").stringValue(""));
        var answer = this.events.event("conversation.item.retrieved");
        answer.set("item", this.events.item(item, item.complete() ? "completed" : "incomplete"));
        this.out.send(answer);
    }

    private void delete(JsonNode event) {
        String item = event.path("item_id").stringValue("");
        this.items.remove(item);
        this.out.send(this.events.about("conversation.item.deleted", item));
    }

    private void truncate(JsonNode event) {
        JsonFields fields = new JsonFields(event, "");
        Item item = this.items.get(fields.object().path("item_id").stringValue(""));
        long end = event.path("audio_end_ms").longValue(-1);
        if (!(item.parts().getFirst() instanceof Item.Part.Spoken spoken)) {
            throw RealtimeError.invalid("item_id", "Only spoken answers can be truncated.");
        }
        if (end < 0 || end > spoken.millis()) {
            throw RealtimeError.invalid("audio_end_ms",
                    "The sound of this item lasts %d ms, so it cannot end there.".formatted(spoken.millis()));
        }
        String words = spoken.transcript();
        int kept = (spoken.millis() == 0) ? 0 : (int) (words.length() * end / spoken.millis());
        this.items.replace(new Item(item.id(), Role.ASSISTANT,
                List.of(new Item.Part.Spoken(null, words.substring(0, kept).strip(), end)), false));
        this.out.send(this.events.about("conversation.item.truncated", item.id())
            .put("content_index", 0)
            .put("audio_end_ms", end));
    }

    private void cancel(@Nullable String responseId) {
        ResponseRun run = running();
        if (run == null || (responseId != null && !responseId.equals(run.id()))) {
            throw new RealtimeError("response_cancel_not_active", null,
                    "No response is running that could be cancelled.");
        }
        run.cancel("client_cancelled");
    }

    private void respond(ResponseSettings asked, @Nullable CompletableFuture<String> hearing) {
        if (this.settings.kind() == Kind.TRANSCRIPTION) {
            throw new RealtimeError("invalid_event", "type", "A session that writes down answers nothing.");
        }
        if (running() != null) {
            throw new RealtimeError("conversation_already_has_active_response", null,
                    "A response is running already; wait for its end or cancel it.");
        }
        ConversationModel model = this.parts.models().named(this.settings.model());
        model.check(asked.reply());
        ResponseRun run = new ResponseRun(new ResponseEvents(this.events, this.out, asked, null), asked, this.items,
                this.parts.failures(), this.events);
        this.last = run;
        this.voiceFixed |= asked.spoken();
        run.created();
        Thread.ofVirtual().name("respond-" + run.id()).start(() -> {
            if (hearing != null) {
                // so that nothing is heard twice
                hearing.join();
            }
            try (Cancellation.Registration _ = this.cancellation.onCancel(run.cancellation()::cancel)) {
                run.run(model, this.items.turns(asked.instructions()));
            }
        });
    }

    @Override
    public void started(String itemId, long millis) {
        this.out.send(this.events.about("input_audio_buffer.speech_started", itemId).put("audio_start_ms", millis));
        TurnDetection detection = this.settings.turnDetection();
        ResponseRun run = running();
        if (run != null && detection != null && detection.interruptResponse()) {
            run.cancel("turn_detected");
        }
    }

    @Override
    public void stopped(String itemId, long millis) {
        this.out.send(this.events.about("input_audio_buffer.speech_stopped", itemId).put("audio_end_ms", millis));
    }

    @Override
    public void committed(String itemId, Pcm sound, boolean detected) {
        Item item = new Item(itemId, Role.USER, List.of(new Item.Part.Heard(sound, null)), true);
        String previous = this.items.add(item, null);
        this.out.send(this.events.about("input_audio_buffer.committed", itemId).put("previous_item_id", previous));
        added(item, previous);
        InputTranscription transcription = this.settings.transcription();
        CompletableFuture<String> hearing = (transcription != null) ? this.transcripts.write(item, sound, transcription)
                : null;
        TurnDetection detection = this.settings.turnDetection();
        if (detected && detection != null && detection.createResponse() && this.settings.kind() == Kind.REALTIME
                && running() == null) {
            respond(ResponseSettings.of(this.settings), hearing);
        }
    }

    /** Ends all that works for it. */
    @Override
    public void close() {
        this.cancellation.cancel();
        // whoever ends it may be sending, and the lock's holder may wait for that
        Thread.ofVirtual().start(() -> {
            this.lock.lock();
            try {
                this.turns.close();
            }
            finally {
                this.lock.unlock();
            }
        });
    }

}
