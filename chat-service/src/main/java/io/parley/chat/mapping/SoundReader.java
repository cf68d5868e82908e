package io.parley.chat.mapping;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioException;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.web.error.FailureException;
import io.parley.web.json.JsonFields;
import org.springframework.stereotype.Component;

/**
 * Reads the sounds of a request. What they are is told by their content, whatever the
 * field {@code format} says.
 */
@Component
final class SoundReader {

    /** What every model here listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    private final AudioDecoder decoder;

    SoundReader(AudioDecoder decoder) {
        this.decoder = decoder;
    }

    Pcm read(JsonFields sound, SoundBudget budget) {
        byte[] bytes = bytes(sound);
        try (PcmSource source = this.decoder.decode(new ByteArrayInputStream(bytes), SAMPLE_RATE, budget.limits())) {
            Pcm pcm = all(source);
            if (pcm.samples().length == 0) {
                throw sound.bad("data", "holds a sound of no samples");
            }
            budget.take(pcm);
            return pcm;
        }
        catch (AudioException.Undecodable | AudioException.TooShort | AudioException.TooLong
                | AudioException.UnsupportedRate bad) {
            throw FailureException.badField(sound.name("data"),
                    Objects.requireNonNullElse(bad.getMessage(), "The sound cannot be used."));
        }
    }

    private static byte[] bytes(JsonFields sound) {
        String data = sound.requiredText("data");
        try {
            return Base64.getDecoder().decode(data);
        }
        catch (IllegalArgumentException ex) {
            throw sound.bad("data", "is not valid Base64");
        }
    }

    private static Pcm all(PcmSource source) {
        float[] samples = new float[SAMPLE_RATE];
        int filled = 0;
        int count;
        while ((count = source.read(samples, filled, samples.length - filled)) >= 0) {
            filled += count;
            if (filled == samples.length) {
                samples = Arrays.copyOf(samples, 2 * filled);
            }
        }
        return new Pcm(Arrays.copyOf(samples, filled), source.sampleRate());
    }

}
