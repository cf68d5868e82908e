package io.parley.tts.web;

import io.parley.speech.Synthesis;
import io.parley.tts.web.SpeechEvent.AudioDelta;
import io.parley.tts.web.SpeechEvent.AudioDone;
import io.parley.web.error.ApiError;
import io.parley.web.error.Failures;
import io.parley.web.stream.EventStream;

/** Sound in events. */
final class SpokenEvents implements SpokenAnswer {

    private final EventStream events;

    private final Failures failures;

    SpokenEvents(EventStream events, Failures failures) {
        this.events = events;
        this.failures = failures;
    }

    @Override
    public void accept(byte[] bytes) {
        this.events.sendWhenRead(AudioDelta.of(bytes));
    }

    @Override
    public void done(Synthesis spoken) {
        this.events.sendWhenRead(AudioDone.of(spoken));
        this.events.end();
    }

    @Override
    public boolean failed(RuntimeException error) {
        if (!this.events.hasBegun()) {
            return false;
        }
        this.events.sendWhenRead(new ApiError.Envelope(this.failures.of(error).error()));
        return true;
    }

}
