package io.parley.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechLanguageModels;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechModels;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SpeechSink;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizers;
import io.parley.speech.Transcribers;
import io.parley.testing.SharedData;

/** All jobs of one checkpoint directory, wired as the services have them. */
class ModelConfigurationTest {

    @TempDir
    Path home;

    @Test
    void oneCheckpointDoesAllJobsLoadedOnce() {
        try (AnnotationConfigApplicationContext context = context()) {
            for (Class<? extends SpeechModels<?>> job : List.of(Transcribers.class, Synthesizers.class,
                    SpeechLanguageModels.class, AudioClassifiers.class)) {
                SpeechModels<?> models = context.getBean(job);
                assertThat(models.models()).as(job.getSimpleName()).contains("lfm2.tiny");
                assertThatThrownBy(() -> models.named("nothing")).isInstanceOf(SpeechException.UnknownModel.class);
            }
            Cancellation heard = new Cancellation();
            assertThatThrownBy(() -> context.getBean(Synthesizers.class)
                .named("lfm2.tiny")
                .synthesize("Hello world, this is a test.", new SynthesisOptions("us_male", 1, 5),
                        (spoken) -> heard.cancel(), heard))
                .isInstanceOf(CancellationException.class);
            Pcm sound = new Pcm(new float[16_000], 16_000);
            assertThat(context.getBean(AudioClassifiers.class)
                .named("lfm2.tiny")
                .classify(PcmSource.of(sound), ClassificationOptions.DEFAULT.withLabels(List.of("yes", "no")),
                        ClassifiedSegmentSink.none(), Cancellation.never())
                .scores()).extracting(LabelScore::label).containsExactly("yes", "no");
            assertThat(context.getBean(SpeechLanguageModels.class)
                .named("lfm2.tiny")
                .respond(List.of(SpeechMessage.text(SpeechMessage.Role.USER, "Hello")),
                        new SpeechReplyOptions(false, 5, 0, 1), new Unheard(), Cancellation.never())
                .text()).isNotNull();
            assertThat(context.getBean(ModelPool.class).loaded()).containsExactly("lfm2.tiny");
        }
    }

    private AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("test",
                    Map.of("parley.home", this.home.toString(), "parley.lfm2-audio.precision", "fp32",
                            "parley.lfm2-audio.directories[lfm2.tiny]",
                            SharedData.path("lfm2-audio/tiny").toString())));
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.register(ModelConfiguration.class);
        context.refresh();
        return context;
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
