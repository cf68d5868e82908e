package io.parley.standalone.cli.transcribe;

import java.util.OptionalLong;

import io.parley.audio.PcmSource;

/** Sound that says how much of it has been read. */
final class HeardSound implements PcmSource {

    private final PcmSource audio;

    private final Runnable onRead;

    private volatile long samples;

    HeardSound(PcmSource audio, Runnable onRead) {
        this.audio = audio;
        this.onRead = onRead;
    }

    /** How much was heard, for a person. */
    String share() {
        OptionalLong expected = this.audio.expectedSamples();
        if (expected.isEmpty()) {
            return this.samples / sampleRate() + " s";
        }
        // what a file says of its length need not be true
        return Math.min(100, this.samples * 100 / expected.getAsLong()) + " %";
    }

    @Override
    public int sampleRate() {
        return this.audio.sampleRate();
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        int count = this.audio.read(buffer, offset, length);
        if (count > 0) {
            this.samples += count;
            this.onRead.run();
        }
        return count;
    }

    @Override
    public void close() {
        this.audio.close();
    }

}
