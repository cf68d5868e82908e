package io.parley.chat.realtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import io.parley.accounts.usage.Usage;
import io.parley.audio.Pcm;
import io.parley.chat.realtime.SessionSettings.InputTranscription;
import io.parley.chat.realtime.SessionSettings.Kind;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.TranscriptionOptions;
import io.parley.web.error.FailureException;
import io.parley.web.json.JsonFields;
import io.parley.web.usage.SessionUsage;
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

    private final SessionUsage usage;

    private final String id = Events.id("sess");

    private final long expiresAt;

    private final Items items;

    private final ItemEvents itemEvents;

    private final Responses responses;

    private final Cancellation cancellation = new Cancellation();

    private final InputTurns turns;

    private final InputTranscripts transcripts;

    private final ReentrantLock lock = new ReentrantLock();

    private SessionSettings settings;

    /** Work on a turn that is likely over. */
    private @Nullable Ahead ahead;

    RealtimeSession(SessionParts parts, SessionSettings settings, Events events, Outbox out, SessionUsage usage,
            Duration longest) {
        this.parts = parts;
        this.settings = settings;
        this.events = events;
        this.out = out;
        this.usage = usage;
        this.expiresAt = Instant.now().plus(longest).getEpochSecond();
        this.turns = new InputTurns(parts.detector(),
                new InputBuffer(parts.longestTurn().toSeconds() * InputBuffer.SAMPLE_RATE), this.cancellation, this);
        this.items = new Items(parts.mostSound());
        this.itemEvents = new ItemEvents(this.items, events, out);
        this.transcripts = new InputTranscripts(parts, events, out, this.items, this.cancellation);
        this.responses = new Responses(parts, events, out, this.items, usage, this.cancellation);
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
            InputTranscription transcription = this.settings.transcription();
            if (transcription != null) {
                this.transcripts.transcriber(transcription);
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

    /** Says that the server stops. */
    void leave() {
        this.out.send(this.events.stopping());
    }

    /** Whether somebody speaks, the model among them, or is still being written down. */
    boolean isBusy() {
        this.lock.lock();
        try {
            return this.turns.isSpeaking() || this.responses.isRunning() || this.transcripts.isRunning();
        }
        finally {
            this.lock.unlock();
        }
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

    private void meet(String type, JsonNode event) {
        if (type.equals("input_audio_buffer.append")) {
            this.turns.append(InputItems.bytes(new JsonFields(event, ""), "audio", this.settings.input()),
                    this.settings.input());
            answerSilence();
            return;
        }
        // what it was begun for may change
        resumed();
        switch (type) {
            case "session.update" -> update(event.path("session"));
            case "input_audio_buffer.commit" -> this.turns.commit();
            case "input_audio_buffer.clear" -> {
                this.turns.clear();
                this.out.send(this.events.event("input_audio_buffer.cleared"));
            }
            case "conversation.item.create" -> this.itemEvents.create(event, this.settings.input());
            case "conversation.item.retrieve" -> this.itemEvents.retrieve(event);
            case "conversation.item.delete" -> this.itemEvents.delete(event);
            case "conversation.item.truncate" -> this.itemEvents.truncate(event);
            case "response.create" -> respond(ResponseSettings.of(this.settings, event.path("response")), null);
            case "response.cancel" -> this.responses.cancel(event.path("response_id").stringValue(null));
            default -> throw new RealtimeError("invalid_event", "type", "There is no client event of this type.");
        }
    }

    private void update(JsonNode session) {
        if (!session.isObject()) {
            throw RealtimeError.invalid("session", "The field 'session' must be an object.");
        }
        SessionSettings next = SessionReader.merged(this.settings, session, this.responses.isVoiceFixed());
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

    private void respond(ResponseSettings asked, @Nullable CompletableFuture<Void> hearing) {
        if (this.settings.kind() == Kind.TRANSCRIPTION) {
            throw new RealtimeError("invalid_event", "type", "A session that writes down answers nothing.");
        }
        this.responses.respond(this.settings.model(), asked, hearing);
    }

    /** The model speaks again if nobody else has for as long as the session asks. */
    private void answerSilence() {
        TurnDetection detection = this.settings.turnDetection();
        Duration timeout = (detection != null) ? detection.idleTimeout() : null;
        if (timeout == null || !answersByItself() || this.turns.isSpeaking() || !this.responses.isSilentFor(timeout)) {
            return;
        }
        Item silence = new Item(this.turns.silence(), Role.USER, List.of(new Item.Part.Silence()), true);
        long end = this.turns.millis();
        this.out.send(this.events.about("input_audio_buffer.timeout_triggered", silence.id())
            .put("audio_start_ms", Math.max(0, end - timeout.toMillis()))
            .put("audio_end_ms", end));
        commit(silence);
        respond(ResponseSettings.of(this.settings), null);
    }

    private void commit(Item turn) {
        String previous = this.items.add(turn, null);
        this.responses.turnIsOver();
        this.out.send(this.events.about("input_audio_buffer.committed", turn.id()).put("previous_item_id", previous));
        this.itemEvents.added(turn, previous);
    }

    @Override
    public void started(String itemId, long millis) {
        this.out.send(this.events.about("input_audio_buffer.speech_started", itemId).put("audio_start_ms", millis));
        TurnDetection detection = this.settings.turnDetection();
        if (detection != null && detection.interruptResponse()) {
            this.responses.interrupt();
        }
        if (answersByItself()) {
            this.responses.read(this.settings.model(), this.settings.instructions());
        }
    }

    @Override
    public void paused(String itemId, Pcm sound) {
        if (!this.parts.ahead().tryAcquire()) {
            return;
        }
        Ahead work = new Ahead(itemId, sound);
        this.ahead = work;
        work.hear(this.settings.transcription(), this.transcripts);
        if (answersByItself() && !this.responses.isRunning()) {
            work.answer(this.settings, this.responses);
        }
    }

    @Override
    public void resumed() {
        Ahead work = takeAhead();
        if (work != null) {
            work.cancel();
        }
    }

    private @Nullable Ahead takeAhead() {
        Ahead work = this.ahead;
        if (work != null) {
            this.ahead = null;
            this.parts.ahead().release();
        }
        return work;
    }

    @Override
    public void stopped(String itemId, long millis) {
        this.out.send(this.events.about("input_audio_buffer.speech_stopped", itemId).put("audio_end_ms", millis));
    }

    @Override
    public void committed(String itemId, Pcm sound, boolean detected) {
        Ahead work = Objects.requireNonNullElseGet(takeAhead(), () -> new Ahead(itemId, sound));
        try {
            commit(work.turn());
        }
        catch (RealtimeError full) {
            work.cancel();
            throw full;
        }
        this.usage.add(listener(), Usage.heard(work.turn().heardSeconds(), 0));
        CompletableFuture<Void> hearing = work.heard(this.settings.transcription(), this.transcripts);
        if (detected && answersByItself() && !this.responses.isRunning()) {
            ResponseRun begun = work.response();
            if (begun != null) {
                this.responses.begin(begun, ResponseSettings.of(this.settings));
            }
            else {
                respond(ResponseSettings.of(this.settings), hearing);
            }
        }
    }

    /** The id of the model that the caller speaks to. */
    private String listener() {
        InputTranscription transcription = this.settings.transcription();
        return (this.settings.kind() == Kind.TRANSCRIPTION && transcription != null)
                ? this.transcripts.id(transcription) : this.parts.models().id(this.settings.model());
    }

    private boolean answersByItself() {
        TurnDetection detection = this.settings.turnDetection();
        return this.settings.kind() == Kind.REALTIME && detection != null && detection.createResponse();
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
                resumed();
            }
            finally {
                this.lock.unlock();
            }
        });
    }

}
