package io.parley.asr.config;

import java.util.List;

import io.parley.accounts.keys.Scope;
import io.parley.audio.AudioLimits;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.VoiceActivityDetector;
import io.parley.web.models.DefaultModelPreparation;
import io.parley.web.models.ModelNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's limits and its models, as callers and readiness see them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean
    AudioLimits audioLimits(AsrProperties properties) {
        return properties.limits();
    }

    @Bean
    ModelNames<Transcriber> modelNames(Transcribers transcribers, VoiceActivityDetector detector,
            AsrProperties properties) {
        return new ModelNames<>(Scope.TRANSCRIBE, transcribers, List.of(detector.model()), properties.aliases());
    }

    @Bean
    DefaultModelPreparation models(Transcribers transcribers, AsrProperties properties) {
        String model = transcribers.models().getFirst();
        return new DefaultModelPreparation(model, (cancellation) -> transcribers.named(model).prepare(cancellation),
                properties.prepare());
    }

}
