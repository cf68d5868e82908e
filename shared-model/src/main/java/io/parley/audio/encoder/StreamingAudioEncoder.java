package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

import io.parley.audio.AudioEncoder;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;
import io.parley.audio.ResamplerStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of one sound: checked, clipped, brought to the format's rate, encoded, passed
 * on. Whatever fails on it closes the codec.
 */
final class StreamingAudioEncoder implements AudioEncoder {

    /** So much is encoded, then sent: 170 ms at 24 kHz. */
    private static final int PIECE = 4096;

    private final int sampleRate;

    private final OptionalLong samples;

    private final @Nullable ResamplerStream resampler;

    private final Codec codec;

    private final EncodedAudioSink sink;

    private final float[] piece = new float[PIECE];

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private long accepted;

    private boolean ended;

    /**
     * Makes an encoder that has sent nothing yet.
     * @param sampleRate of the sound that comes, in Hz
     * @param samples how many of those will come, if known
     * @param resampler to the codec's rate, if that is another
     * @param codec closed with the encoder
     * @param sink takes the bytes
     */
    StreamingAudioEncoder(int sampleRate, OptionalLong samples, @Nullable ResamplerStream resampler, Codec codec,
            EncodedAudioSink sink) {
        this.sampleRate = sampleRate;
        this.samples = samples;
        this.resampler = resampler;
        this.codec = codec;
        this.sink = sink;
    }

    void start() {
        guarded(() -> {
            this.codec.start(this.out);
            send();
        });
    }

    @Override
    public void accept(Pcm sound) {
        if (sound.sampleRate() != this.sampleRate) {
            throw new IllegalArgumentException(
                    "the sound has " + sound.sampleRate() + " Hz instead of " + this.sampleRate);
        }
        guarded(() -> {
            checkOpen();
            this.accepted += sound.samples().length;
            if (this.accepted > this.samples.orElse(Long.MAX_VALUE)) {
                throw new IllegalStateException("more sound than the promised " + this.samples + " samples");
            }
            if (this.resampler == null) {
                encode(sound.samples());
            }
            else {
                this.resampler.append(finite(sound.samples()), 0, sound.samples().length);
                drain(this.resampler);
            }
        });
    }

    @Override
    public void finish() {
        guarded(() -> {
            checkOpen();
            if (this.accepted != this.samples.orElse(this.accepted)) {
                throw new IllegalStateException(
                        this.accepted + " instead of the promised " + this.samples + " samples");
            }
            if (this.resampler != null) {
                this.resampler.end();
                drain(this.resampler);
            }
            this.codec.finish(this.out);
            send();
        });
        close();
    }

    private void checkOpen() {
        if (this.ended) {
            throw new IllegalStateException("the sound has ended");
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        }
        catch (RuntimeException | Error ex) {
            close();
            throw ex;
        }
    }

    private void drain(ResamplerStream resampled) {
        int count = resampled.read(this.piece, 0, PIECE);
        while (count > 0) {
            encodePiece(count);
            count = resampled.read(this.piece, 0, PIECE);
        }
    }

    private void encode(float[] sound) {
        for (int at = 0; at < sound.length; at += PIECE) {
            int count = Math.min(PIECE, sound.length - at);
            System.arraycopy(sound, at, this.piece, 0, count);
            encodePiece(count);
        }
    }

    /** Encodes the first samples of the piece. */
    private void encodePiece(int count) {
        for (int i = 0; i < count; i++) {
            this.piece[i] = Float.isNaN(this.piece[i]) ? 0 : Math.clamp(this.piece[i], -1f, 1f);
        }
        this.codec.encode(this.piece, count, this.out);
        send();
    }

    /** One bad number would be spread by the filters over all that they reach. */
    private static float[] finite(float[] samples) {
        float[] finite = samples.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isFinite(finite[i]) ? finite[i] : 0;
        }
        return finite;
    }

    private void send() {
        if (this.out.size() == 0) {
            return;
        }
        byte[] bytes = this.out.toByteArray();
        this.out.reset();
        try {
            this.sink.accept(bytes);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        if (!this.ended) {
            this.ended = true;
            this.codec.close();
        }
    }

}
