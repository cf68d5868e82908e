package io.parley.web.sound;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;
import io.parley.speech.PcmSink;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a sound as one, from its first piece on: what fails before has sent nothing,
 * not even a header. For one request.
 */
public final class LazyEncoder implements PcmSink, AutoCloseable {

    private final AudioEncoders encoders;

    private final AudioFormat format;

    private final EncodedAudioSink sink;

    private @Nullable AudioEncoder encoder;

    /**
     * Opens nothing yet.
     * @param sink takes the encoded bytes
     */
    public LazyEncoder(AudioEncoders encoders, AudioFormat format, EncodedAudioSink sink) {
        this.encoders = encoders;
        this.format = format;
        this.sink = sink;
    }

    @Override
    public void accept(Pcm sound) {
        AudioEncoder open = this.encoder;
        if (open == null) {
            open = this.encoders.open(this.format, sound.sampleRate(), this.sink);
            this.encoder = open;
        }
        open.accept(sound);
    }

    /** Sends what is left. */
    public void finish() {
        if (this.encoder != null) {
            this.encoder.finish();
        }
    }

    @Override
    public void close() {
        if (this.encoder != null) {
            this.encoder.close();
        }
    }

}
