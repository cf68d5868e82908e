package io.parley.chat.realtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.parley.audio.Pcm;
import io.parley.chat.realtime.SessionSettings.InputTranscription;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechMessage.Role;
import org.jspecify.annotations.Nullable;

/**
 * A turn of the caller's and the work on it, which may begin before it is known to be
 * over. Called on one thread at a time.
 */
final class Ahead {

    private final Item turn;

    private final Pcm sound;

    private final Wanted told = new Wanted();

    private final Cancellation cancellation = new Cancellation();

    private @Nullable CompletableFuture<Void> hearing;

    private @Nullable ResponseRun response;

    Ahead(String itemId, Pcm sound) {
        this.turn = new Item(itemId, Role.USER, List.of(new Item.Part.Heard(sound, null)), true);
        this.sound = sound;
    }

    Item turn() {
        return this.turn;
    }

    /** Has it written down, if that is asked for; nobody is told yet. */
    void hear(@Nullable InputTranscription asked, InputTranscripts transcripts) {
        if (asked != null) {
            this.hearing = transcripts.write(this.turn, this.sound, asked, this.told, this.cancellation);
        }
    }

    /**
     * Tells what is heard in it, now that it is part of the conversation.
     * @return done when it has been written down; null if that is not asked for
     */
    @Nullable CompletableFuture<Void> heard(@Nullable InputTranscription asked, InputTranscripts transcripts) {
        if (this.hearing == null) {
            hear(asked, transcripts);
        }
        this.told.give();
        return this.hearing;
    }

    /** Has an answer made; nobody is told yet. */
    void answer(SessionSettings settings, Responses responses) {
        this.response = responses.ahead(settings.model(), ResponseSettings.of(settings), this.turn, this.hearing);
    }

    /** The answer that is being made; null if none is. */
    @Nullable ResponseRun response() {
        return this.response;
    }

    /** Gives the work up: it was not over. */
    void cancel() {
        this.cancellation.cancel();
        if (this.response != null) {
            this.response.cancellation().cancel();
        }
    }

}
