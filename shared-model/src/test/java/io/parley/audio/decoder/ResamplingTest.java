package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.SincResampler;
import io.parley.testing.SharedData;

/** Files come out at another rate as the models' own training would have made them. */
class ResamplingTest {

    @TempDir
    static Path temporary;

    private static ProcessAudioDecoder decoder;

    @BeforeAll
    static void start() {
        decoder = ProcessAudioDecoder.start(Decoders.settings(temporary));
    }

    @AfterAll
    static void stop() {
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource({ "jfk_44k1_s24.wav, 44100", "jfk_48k_stereo_f32.wav, 48000", "jfk_8k_mulaw.wav, 8000",
            "jfk.mp3, 44100" })
    void aFilesRateIsChangedAsTorchaudioDoes(String name, int rate) throws IOException {
        byte[] file = Files.readAllBytes(SharedData.path("audio/formats/" + name));
        float[] own;
        try (PcmSource source = decoder.decode(new ByteArrayInputStream(file), rate, Decoders.WIDE)) {
            own = Decoders.readAll(source);
        }
        assertThat(Decoders.decode(decoder, file))
            .isEqualTo(new SincResampler(rate, Decoders.RATE).resample(new Pcm(own, rate)).samples());
    }

    // 16,000 filters: left to FFmpeg
    @Test
    void anOddRateIsChangedToo() {
        int rate = 15_991;
        byte[] file = Wav.pcm16(rate, 1, rate, (i) -> (short) (20_000 * Math.sin(2 * Math.PI * 440 * i / rate)));
        float[] sound = Decoders.decode(decoder, file);
        assertThat(sound.length).isCloseTo(Decoders.RATE, within(2));
        for (int i = 4_000; i < 12_000; i++) {
            assertThat(sound[i]).isCloseTo((float) (20_000 / 32_768.0 * Math.sin(2 * Math.PI * 440 * i / 16_000)),
                    within(2e-3f));
        }
    }

}
