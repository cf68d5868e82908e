package io.parley.audio;

import java.util.OptionalLong;

final class InMemoryPcmSource implements PcmSource {

    private final Pcm pcm;

    private int position;

    InMemoryPcmSource(Pcm pcm) {
        this.pcm = pcm;
    }

    @Override
    public int sampleRate() {
        return this.pcm.sampleRate();
    }

    @Override
    public OptionalLong expectedSamples() {
        return OptionalLong.of(this.pcm.samples().length);
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        int left = this.pcm.samples().length - this.position;
        if (left == 0) {
            return -1;
        }
        int count = Math.min(left, length);
        System.arraycopy(this.pcm.samples(), this.position, buffer, offset, count);
        this.position += count;
        return count;
    }

    @Override
    public void close() {
    }

}
