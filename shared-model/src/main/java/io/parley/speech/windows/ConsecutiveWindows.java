package io.parley.speech.windows;

import org.jspecify.annotations.Nullable;

import io.parley.audio.PcmSource;
import io.parley.audio.WindowReader;
import io.parley.concurrent.Cancellation;

/** All of a sound, silence too. */
final class ConsecutiveWindows implements SpeechWindows {

    private final WindowReader reader;

    private long position;

    ConsecutiveWindows(PcmSource source, SpeechWindowOptions options) {
        this.reader = new WindowReader(source, SpeechWindowOptions.samples(options.longest()));
    }

    @Override
    public @Nullable SpeechWindow next(Cancellation cancellation) {
        cancellation.check();
        float[] samples = this.reader.next();
        if (samples == null) {
            return null;
        }
        SpeechWindow window = new SpeechWindow(samples, this.position, 1, samples.length);
        this.position = window.endSample();
        return window;
    }

    @Override
    public long total() {
        return this.reader.total();
    }

}
