package io.parley.chat.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.Pcm;
import io.parley.conversation.Reply;
import io.parley.conversation.ReplySink;
import tools.jackson.databind.JsonNode;

/** Keeps an answer until it is whole. */
final class WholeAnswer implements ReplySink {

    private final ToolCalls calls = new ToolCalls();

    private final List<Pcm> sounds = new ArrayList<>();

    @Override
    public void text(String words) {
        // the reply has them all
    }

    @Override
    public void sound(Pcm sound) {
        this.sounds.add(sound);
    }

    @Override
    public void toolCalls(JsonNode pieces) {
        this.calls.add(pieces);
    }

    /** The answer in writing. */
    ChatCompletion.Message written(Reply reply) {
        String text = reply.answer().text();
        return new ChatCompletion.Message("assistant", (text.isEmpty() && hasCalls()) ? null : text, null, null,
                this.calls.all());
    }

    /** The answer in speech. */
    ChatCompletion.Message spoken(Reply reply, String id, Instant expires, AudioEncoders encoders, AudioFormat format) {
        String data = this.sounds.isEmpty() ? ""
                : Base64.getEncoder().encodeToString(encoders.encode(format, joined()));
        return new ChatCompletion.Message("assistant", null, null,
                new ChatCompletion.Audio(id, data, expires.getEpochSecond(), reply.answer().text()), this.calls.all());
    }

    /** Whether tools are called. */
    boolean hasCalls() {
        return !this.calls.all().isEmpty();
    }

    private Pcm joined() {
        float[] samples = new float[this.sounds.stream().mapToInt((sound) -> sound.samples().length).sum()];
        int at = 0;
        for (Pcm sound : this.sounds) {
            System.arraycopy(sound.samples(), 0, samples, at, sound.samples().length);
            at += sound.samples().length;
        }
        return new Pcm(samples, this.sounds.getFirst().sampleRate());
    }

}
