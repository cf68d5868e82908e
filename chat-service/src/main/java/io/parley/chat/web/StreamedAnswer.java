package io.parley.chat.web;

import java.time.Instant;
import java.util.Base64;

import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;
import io.parley.chat.web.ChatCompletionChunk.AudioDelta;
import io.parley.chat.web.ChatCompletionChunk.Delta;
import io.parley.conversation.Reply;
import io.parley.conversation.ReplySink;
import io.parley.web.sound.LazyEncoder;
import io.parley.web.stream.EventStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer in events, sent while it is made. The first says who speaks, and comes with
 * the first word or sound: what fails before is answered with a status.
 */
final class StreamedAnswer implements ReplySink, EncodedAudioSink {

    private final AnswerHead head;

    private final @Nullable String audioId;

    private final EventStream events;

    private @Nullable LazyEncoder encoder;

    /**
     * Sends nothing yet.
     * @param audioId of the speech, or null if there is to be none
     */
    StreamedAnswer(AnswerHead head, @Nullable String audioId, EventStream events) {
        this.head = head;
        this.audioId = audioId;
        this.events = events;
    }

    /** Has sound encoded by an encoder that gives its bytes to this. */
    void encodeWith(LazyEncoder soundEncoder) {
        this.encoder = soundEncoder;
    }

    @Override
    public void text(String words) {
        send((this.audioId != null) ? Delta.audio(new AudioDelta(this.audioId, words, null, null)) : Delta.text(words),
                null);
    }

    @Override
    public void sound(Pcm sound) {
        if (this.encoder != null) {
            this.encoder.accept(sound);
        }
    }

    @Override
    public void accept(byte[] bytes) {
        if (this.audioId != null) {
            String data = Base64.getEncoder().encodeToString(bytes);
            send(Delta.audio(new AudioDelta(this.audioId, null, data, null)), null);
        }
    }

    @Override
    public void toolCalls(JsonNode calls) {
        send(Delta.calls(calls), null);
    }

    /**
     * Says how the answer ended.
     * @param expires until when the speech is remembered, or null if there is none
     */
    void done(Reply reply, @Nullable Instant expires, boolean withUsage) {
        Delta last = (this.audioId != null && expires != null)
                ? Delta.audio(new AudioDelta(this.audioId, null, null, expires.getEpochSecond()))
                : new Delta(null, null, null, null);
        send(last, AnswerHead.reason(reply.finish()));
        if (withUsage) {
            this.events.sendWhenRead(ChatCompletionChunk.usage(this.head, ChatUsage.of(reply.answer().usage())));
        }
        this.events.end();
    }

    private void send(Delta delta, @Nullable String finishReason) {
        if (!this.events.hasBegun()) {
            Delta first = (this.audioId != null)
                    ? new Delta("assistant", null, new AudioDelta(this.audioId, "", null, null), null)
                    : new Delta("assistant", "", null, null);
            this.events.sendWhenRead(ChatCompletionChunk.of(this.head, first, null));
        }
        this.events.sendWhenRead(ChatCompletionChunk.of(this.head, delta, finishReason));
    }

}
