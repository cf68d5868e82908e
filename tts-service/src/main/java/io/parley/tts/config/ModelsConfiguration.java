package io.parley.tts.config;

import java.util.List;

import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;
import io.parley.web.models.DefaultModelPreparation;
import io.parley.web.models.ModelNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's models, as callers and readiness see them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean
    ModelNames<Synthesizer> modelNames(Synthesizers synthesizers, TtsProperties properties) {
        return new ModelNames<>(synthesizers, List.of(), properties.aliases());
    }

    @Bean
    DefaultModelPreparation models(Synthesizers synthesizers, TtsProperties properties) {
        String model = synthesizers.models().getFirst();
        return new DefaultModelPreparation(model, (cancellation) -> synthesizers.named(model).prepare(cancellation),
                properties.prepare());
    }

}
