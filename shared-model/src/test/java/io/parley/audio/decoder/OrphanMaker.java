package io.parley.audio.decoder;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;

import io.parley.audio.AudioLimits;

/** A process that is killed while its worker is in the middle of a file. */
final class OrphanMaker {

    private OrphanMaker() {
    }

    public static void main(String[] args) throws InterruptedException {
        ProcessAudioDecoder decoder = ProcessAudioDecoder.start(Decoders.settings(Path.of(args[0])));
        byte[] minutes = Wav.lying(8_000, 1, 20 * 60 * 16_000, 20 * 60 * 16_000);
        decoder.decode(new ByteArrayInputStream(minutes), 16_000, new AudioLimits(100 << 20, Duration.ofHours(1)));
        System.out.println(decoder.processIds().getFirst());
        System.out.flush();
        Thread.sleep(Duration.ofMinutes(5));
    }

}
