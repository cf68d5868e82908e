package io.parley.standalone.cli.transcribe;

import io.parley.audio.PcmSource;

/** Sound that says how much of it has been read. */
final class HeardSound implements PcmSource {

    private final PcmSource audio;

    private final Runnable onRead;

    private final Runnable onClose;

    private volatile long samples;

    HeardSound(PcmSource audio, Runnable onRead, Runnable onClose) {
        this.audio = audio;
        this.onRead = onRead;
        this.onClose = onClose;
    }

    /** How much was heard, for a person. */
    String share() {
        return this.samples / sampleRate() + " s";
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
        this.onClose.run();
    }

}
