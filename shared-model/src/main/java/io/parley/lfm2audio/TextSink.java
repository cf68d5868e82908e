package io.parley.lfm2audio;

import io.parley.audio.Pcm;
import io.parley.speech.SpeechSink;

/** Keeps the text of an answer. */
final class TextSink implements SpeechSink {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void text(String words) {
        this.text.append(words);
    }

    @Override
    public void sound(Pcm sound) {
        // not wanted
    }

    @Override
    public String toString() {
        return this.text.toString();
    }

}
