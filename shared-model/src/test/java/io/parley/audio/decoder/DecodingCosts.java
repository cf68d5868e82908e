package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.parley.audio.LogMelSpectrogram;
import io.parley.testing.SharedData;

/**
 * Measures what the decision for child processes costs: the figures of
 * docs/adr/0003-untrusted-audio-is-decoded-in-a-child-process.md. Not a test; run its
 * main method on the test class path.
 */
final class DecodingCosts {

    private static final int WARM = 30;

    private static final int RUNS = 101;

    private DecodingCosts() {
    }

    public static void main(String[] args) throws Exception {
        Path temporary = Files.createTempDirectory("decoding-costs");
        starts(temporary);
        latencies(temporary);
        throughput(temporary);
        spectrogram();
        Files.delete(temporary);
    }

    private static void starts(Path temporary) throws IOException {
        byte[] file = Files.readAllBytes(SharedData.path("audio/formats/jfk_16k_s16.wav"));
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(Decoders.settings(temporary))) {
                long spawned = System.nanoTime();
                Decoders.decode(decoder, file);
                long decoded = System.nanoTime();
                Path status = Path.of("/proc", decoder.processIds().getFirst().toString(), "status");
                System.out.printf("start: returns after %.0f ms, first file decoded after %.0f ms; %s%n",
                        (spawned - start) / 1e6, (decoded - start) / 1e6, memory(status));
            }
        }
    }

    private static List<String> memory(Path status) throws IOException {
        return Files.readAllLines(status)
            .stream()
            .filter((line) -> line.matches("(VmSize|VmRSS|RssAnon|RssFile).*"))
            .map((line) -> line.replaceAll("\\s+", " "))
            .toList();
    }

    private static void latencies(Path temporary) throws Exception {
        try (ProcessAudioDecoder workers = ProcessAudioDecoder.start(Decoders.settings(temporary));
                AudioFileDecoder inProcess = new AudioFileDecoder();
                Stream<Path> files = Files.list(SharedData.path("audio/formats"))) {
            for (Path file : files.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                double here = median(() -> decodeHere(inProcess, file));
                double there = median(() -> Decoders.decode(workers, bytes));
                System.out.printf("%-24s in process %6.2f ms, worker %6.2f ms, added %5.2f ms%n", file.getFileName(),
                        here, there, there - here);
            }
            Path status = Path.of("/proc", workers.processIds().getFirst().toString(), "status");
            System.out.println("worker after all: " + memory(status));
        }
    }

    private static int decodeHere(AudioFileDecoder decoder, Path file) throws Exception {
        int[] samples = { 0 };
        try (FileChannel channel = FileChannel.open(file)) {
            decoder.decode(channel, Decoders.RATE, Long.MAX_VALUE, (chunk) -> {
                float[] copy = new float[chunk.remaining() / Float.BYTES];
                chunk.order(ByteOrder.nativeOrder()).asFloatBuffer().get(copy);
                samples[0] += copy.length;
            });
        }
        return samples[0];
    }

    private static void throughput(Path temporary) throws Exception {
        byte[] file = Files.readAllBytes(SharedData.path("audio/formats/jfk.mp3"));
        try (ProcessAudioDecoder workers = ProcessAudioDecoder.start(Decoders.settings(temporary));
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                List<Future<?>> jobs = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    jobs.add(callers.submit(() -> Decoders.decode(workers, file)));
                }
                for (Future<?> job : jobs) {
                    job.get();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("throughput: %.0f mp3 of 11 s a second from 4 callers, %.0f times real time%n",
                        100 / seconds, 1_100 / seconds);
            }
        }
    }

    private static void spectrogram() throws Exception {
        float[] samples = new float[30 * LogMelSpectrogram.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(i * 0.1 + 1e-6 * i * i);
        }
        LogMelSpectrogram mel = new LogMelSpectrogram(80);
        System.out.printf("log-mel of 30 s: %.2f ms; of 11 s and silence: %.2f ms%n",
                median(() -> mel.compute(samples, 0, samples.length, 3_000)),
                median(() -> mel.compute(samples, 0, 11 * LogMelSpectrogram.SAMPLE_RATE, 3_000)));
    }

    /** Milliseconds. */
    private static double median(Callable<?> work) throws Exception {
        double[] times = new double[RUNS];
        for (int i = -WARM; i < RUNS; i++) {
            long start = System.nanoTime();
            work.call();
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[RUNS / 2];
    }

}
