package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.parley.catalog.PullListener;
import io.parley.concurrent.Cancellation;
import io.parley.audio.PcmSource;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One configuration of logging holds for the whole process, from the start on. */
@ExtendWith(OutputCaptureExtension.class)
class LoggingTest {

    @Test
    void whatGoesWrongDuringTheStartIsSaidAndNoiseIsNot(CapturedOutput output) {
        SuiteOptions options = new SuiteOptions(null, 0, Map.of());
        try (Suite _ = Suite.start(options, PullListener.none(), NoModel.class)) {
            await().untilAsserted(() -> assertThat(output).contains("The home cannot be written."));
            LoggerFactory.getLogger("ai.djl.onnxruntime.engine.OrtEngine").warn("no CUDA");
            LoggerFactory.getLogger("io.parley.Anything").info("said");
            assertThat(output).contains("said").doesNotContain("no CUDA");
        }
    }

    /** A model that cannot be had, as when the disk is read-only. */
    @Configuration(proxyBeanMethods = false)
    static class NoModel extends TestPorts implements Transcriber {

        @Bean
        @Override
        protected Transcribers transcribers() {
            return new Transcribers() {

                @Override
                public Transcriber named(String model) {
                    return NoModel.this;
                }

                @Override
                public List<String> models() {
                    return List.of("whisper-base");
                }
            };
        }

        @Override
        public void prepare(Cancellation cancellation) {
            throw new SpeechException.ModelUnavailable("The home cannot be written.", new IOException());
        }

        @Override
        public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
                Cancellation cancellation) {
            throw new UnsupportedOperationException();
        }

    }

}
