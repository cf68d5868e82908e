package io.parley.audio.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.LongStream;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;

/**
 * By how much the native heap of this process grows when encoders come and go. To be run
 * in a JVM that only interprets: its compilers use the same heap, in steps of megabytes.
 */
final class NativeGrowth {

    private static final int ENCODERS = 60;

    private static final int ROUNDS = 5;

    private static final int RATE = 24_000;

    private final AudioEncoders encoders;

    private final NativeHeap heap = new NativeHeap();

    private NativeGrowth(AudioEncoders encoders) {
        this.encoders = encoders;
    }

    /** How the life of an encoder ends. */
    enum End {

        FINISHED, LEFT, HUNG_UP_AT_ONCE, HUNG_UP_LATER;

        EncodedAudioSink sink() {
            int[] calls = { 0 };
            return (bytes) -> {
                calls[0]++;
                if (this == HUNG_UP_AT_ONCE || this == HUNG_UP_LATER && calls[0] > 2) {
                    throw new IOException("gone");
                }
            };
        }

    }

    /** Prints a line "format end bytes" for each, the bytes those of one encoder. */
    public static void main(String[] args) {
        NativeGrowth growth = new NativeGrowth(new StreamingAudioEncoders(Path.of(args[0])));
        for (AudioFormat format : AudioFormat.values()) {
            for (End end : End.values()) {
                System.out.println(format + " " + end + " " + growth.perEncoder(format, end));
            }
        }
    }

    /** The median of some rounds after a first, in which much is made once. */
    private long perEncoder(AudioFormat format, End end) {
        round(format, end);
        long growth = LongStream.generate(() -> {
            long before = this.heap.bytesInUse();
            round(format, end);
            return this.heap.bytesInUse() - before;
        }).limit(ROUNDS).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
        return growth / ENCODERS;
    }

    private void round(AudioFormat format, End end) {
        Pcm sound = new Pcm(new float[3000], RATE);
        for (int i = 0; i < ENCODERS; i++) {
            try (AudioEncoder encoder = this.encoders.open(format, RATE, end.sink())) {
                encoder.accept(sound);
                encoder.accept(sound);
                if (end != End.LEFT) {
                    encoder.finish();
                }
            }
            catch (UncheckedIOException ex) {
                // the client has gone, as it should
            }
        }
    }

}
