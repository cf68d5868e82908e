package io.parley.web.usage;

import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

import io.parley.audio.PcmSource;

/** A sound that tells how many seconds of it are read. */
final class HeardSound implements PcmSource {

    private final PcmSource sound;

    private final DoubleConsumer seconds;

    HeardSound(PcmSource sound, DoubleConsumer seconds) {
        this.sound = sound;
        this.seconds = seconds;
    }

    @Override
    public int sampleRate() {
        return this.sound.sampleRate();
    }

    @Override
    public OptionalLong expectedSamples() {
        return this.sound.expectedSamples();
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        int count = this.sound.read(buffer, offset, length);
        if (count > 0) {
            this.seconds.accept(count / (double) sampleRate());
        }
        return count;
    }

    @Override
    public void close() {
        this.sound.close();
    }

}
