package io.parley.audio.decoder;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.testing.LinuxProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Broken files of every container: each is sound or the caller's mistake, soon, and
 * nothing is left behind. {@code -Dparley.fuzz.inputs} says how many,
 * {@code -Dparley.fuzz.seed} the first one's number; an input that fails is kept as
 * {@code target/fuzz/NUMBER}, and comes again with its number as the seed and one input.
 */
class AudioFuzzingTest {

    private static final int INPUTS = Integer.getInteger("parley.fuzz.inputs", 3_000);

    private static final long SEED = Long.getLong("parley.fuzz.seed", 1);

    private static final int CALLERS = 2;

    /** So many files, where 250 are usual, so that what a worker loses is seen. */
    private static final int JOBS_PER_WORKER = 20_000;

    /** What these files, of some seconds, never need. */
    private static final Duration HANGING = Duration.ofSeconds(30);

    private static final int MOST_WORKER_KILOBYTES = 400 << 10;

    @TempDir
    private Path temporary;

    private final FuzzingTally tally = new FuzzingTally(Path.of("target/fuzz"));

    @Test
    void eachInputIsSoundOrTheCallersMistakeAndNothingIsLeft() throws Exception {
        LinuxProcess self = LinuxProcess.self();
        Map<String, byte[]> corpus = FuzzingCorpus.make(this.temporary);
        List<byte[]> whole = List.copyOf(corpus.values());
        DecoderSettings like = Decoders.settings(this.temporary);
        long children = children();
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(new DecoderSettings(like.nativeCache(),
                this.temporary, CALLERS, 64, like.maxWait(), like.patience(), JOBS_PER_WORKER, like.readAhead()))) {
            for (Map.Entry<String, byte[]> file : corpus.entrySet()) {
                assertThat(Decoders.decode(decoder, file.getValue())).as(file.getKey()).isNotEmpty();
            }
            float[] before = Decoders.decode(decoder, whole.getFirst());
            long handles = self.handles();
            int threads = threads();
            fuzz(decoder, List.copyOf(corpus.keySet()), new AudioFileMutator(whole));
            System.out.println(this.tally.report());
            assertThat(this.tally.failures()).isEmpty();
            assertThat(this.tally.inputs()).isEqualTo(INPUTS);
            assertThat(decoder.status().lost()).as("workers that crashed or hung").isZero();
            assertThat(decoder.status().busy()).isZero();
            // workers come and go; what each input left would be far more
            assertThat(self.handles()).isLessThan(handles + 30);
            assertThat(threads()).isLessThan(threads + 20);
            for (long worker : decoder.processIds()) {
                assertThat(LinuxProcess.of(worker).residentKilobytes()).as("kB of a worker")
                    .isLessThan(MOST_WORKER_KILOBYTES);
            }
            assertThat(Decoders.decode(decoder, whole.getFirst())).isEqualTo(before);
            try (Stream<Path> left = Files.walk(this.temporary)) {
                assertThat(left.map((path) -> path.getFileName().toString()))
                    .noneMatch((name) -> name.startsWith("job"));
            }
        }
        assertThat(children()).isEqualTo(children);
    }

    private void fuzz(ProcessAudioDecoder decoder, List<String> kinds, AudioFileMutator mutator) throws Exception {
        AtomicLong next = new AtomicLong(SEED);
        Callable<Void> caller = () -> {
            for (long number = next.getAndIncrement(); number < SEED + INPUTS; number = next.getAndIncrement()) {
                int kind = (int) (number % kinds.size());
                SplittableRandom random = new SplittableRandom(number);
                byte[] file = mutator.mutated(kind, random);
                Duration longest = Duration.ofSeconds(random.nextInt(4) > 0 ? 60 : 1);
                decode(decoder, kinds.get(kind), number, file, new AudioLimits(4 << 20, longest));
            }
            return null;
        };
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (Future<Void> end : callers.invokeAll(Collections.nCopies(CALLERS, caller))) {
                end.get();
            }
        }
    }

    private void decode(ProcessAudioDecoder decoder, String kind, long number, byte[] file, AudioLimits limits) {
        long start = System.nanoTime();
        boolean sound = false;
        String failure = null;
        try {
            sound = Decoders.decode(decoder, file, limits).length > 0;
        }
        catch (AudioException.Undecodable | AudioException.TooLong | AudioException.TooManyBytes ex) {
            // said as it should be
        }
        catch (RuntimeException | Error ex) {
            failure = ex.toString();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (failure == null && took.compareTo(HANGING) > 0) {
            failure = "took " + took;
        }
        this.tally.count(kind, sound, took);
        if (failure != null) {
            this.tally.keep(kind, number, file, failure);
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long children() {
        return ProcessHandle.current().children().count();
    }

}
