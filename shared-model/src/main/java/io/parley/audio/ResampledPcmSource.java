package io.parley.audio;

/**
 * Resamples what another source brings.
 */
final class ResampledPcmSource implements PcmSource {

    private final PcmSource source;

    private final int sampleRate;

    private final ResamplerStream stream;

    private final float[] chunk = new float[4096];

    private boolean ended;

    ResampledPcmSource(PcmSource source, int sampleRate, ResamplerStream stream) {
        this.source = source;
        this.sampleRate = sampleRate;
        this.stream = stream;
    }

    @Override
    public int sampleRate() {
        return this.sampleRate;
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        int count = this.stream.read(buffer, offset, length);
        while (count == 0) {
            if (this.ended) {
                return -1;
            }
            fill();
            count = this.stream.read(buffer, offset, length);
        }
        return count;
    }

    private void fill() {
        int count = this.source.read(this.chunk, 0, this.chunk.length);
        if (count < 0) {
            this.ended = true;
            this.stream.end();
        }
        else {
            this.stream.append(this.chunk, 0, count);
        }
    }

    @Override
    public void close() {
        this.source.close();
    }

}
