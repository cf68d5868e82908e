package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolSettings;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReply;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SpeechSink;

/** A budget that a long conversation does not fit in. */
class Lfm2AudioMemoryTest {

    /** Two layers, keys and values, two heads of 16, float32. */
    private static final long BYTES_A_POSITION = 2 * 2 * 2 * 16 * 4;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path store;

    private Lfm2AudioLoader loader;

    private long modelBytes;

    private ModelPool pool;

    @BeforeEach
    void measure() {
        this.loader = TinyModel.loader(this.store);
        try (Lfm2AudioModel model = this.loader.load(TinyModel.directory(), this.runtime, "tiny", (graph, bytes) -> {
        })) {
            this.modelBytes = model.residentBytes();
        }
    }

    @AfterEach
    void close() {
        this.pool.close();
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void aConversationThatOutgrowsTheBudgetIsRefusedBeforeItTakesTheMemory() {
        // room to grow from 1,024 positions to 4,096, both there while they are copied
        pool(this.modelBytes + 4096 * BYTES_A_POSITION);
        ModelSpec<Lfm2AudioModel> spec = spec("tiny");
        String before = answer(spec, 10);
        double used = used();
        int tensors = this.runtime.liveTensors();
        assertThatThrownBy(() -> answer(spec, 5000)).isInstanceOfSatisfying(SpeechException.Overloaded.class, (ex) -> {
            assertThat(ex.getMessage()).contains("tiny").endsWith(".");
            assertThat(ex.retryAfter()).isPositive();
        });
        assertThat(used()).isEqualTo(used);
        assertThat(this.runtime.liveTensors()).isEqualTo(tensors);
        assertThat(answer(spec, 2000)).isNotEmpty();
        assertThat(answer(spec, 10)).isEqualTo(before);
    }

    @Test
    void aModelThatNobodyUsesMakesRoom() {
        pool(2 * this.modelBytes + 1024 * BYTES_A_POSITION);
        answer(spec("other"), 10);
        answer(spec("tiny"), 10);
        assertThat(this.pool.loaded()).containsExactly("other", "tiny");
        assertThat(answer(spec("tiny"), 5000)).isNotEmpty();
        assertThat(this.pool.loaded()).containsExactly("tiny");
    }

    private void pool(long budget) {
        this.pool = new ModelPool(this.runtime, new PoolSettings(budget, 2, 16, Duration.ZERO, Duration.ofMillis(200)),
                this.meters);
    }

    /** As much set aside as it takes. */
    private ModelSpec<Lfm2AudioModel> spec(String id) {
        return new ModelSpec<>(id, this.modelBytes, this.loader.spec(id, TinyModel.directory()).loader());
    }

    private String answer(ModelSpec<Lfm2AudioModel> spec, int letters) {
        SpeechReply reply = new Lfm2AudioSpeechLanguageModel(this.pool, spec).respond(
                List.of(SpeechMessage.text(SpeechMessage.Role.USER, "€".repeat(letters / 3))),
                new SpeechReplyOptions(false, 6, 0, 3), new Unheard(), Cancellation.never());
        return reply.text();
    }

    private double used() {
        return this.meters.get("parley.pool.memory.used").gauge().value();
    }

    private record Unheard() implements SpeechSink {

        @Override
        public void text(String words) {
        }

        @Override
        public void sound(Pcm sound) {
        }

    }

}
