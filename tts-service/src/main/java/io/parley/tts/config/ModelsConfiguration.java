package io.parley.tts.config;

import java.util.List;

import io.parley.accounts.keys.Scope;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioException;
import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;
import io.parley.web.models.DefaultModelPreparation;
import io.parley.web.models.ModelNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's models, as callers and readiness see them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    private static final Logger logger = LoggerFactory.getLogger(ModelsConfiguration.class);

    @Bean
    ModelNames<Synthesizer> modelNames(Synthesizers synthesizers, TtsProperties properties) {
        return new ModelNames<>(Scope.SPEAK, synthesizers, List.of(), properties.aliases());
    }

    @Bean
    DefaultModelPreparation models(Synthesizers synthesizers, AudioEncoders encoders, TtsProperties properties) {
        String model = synthesizers.models().getFirst();
        return new DefaultModelPreparation(model, (cancellation) -> {
            synthesizers.named(model).prepare(cancellation);
            warm(encoders);
        }, properties.prepare());
    }

    /** Without them there is still sound that needs no codec. */
    private static void warm(AudioEncoders encoders) {
        try {
            encoders.warm();
        }
        catch (AudioException.EncoderFailure ex) {
            logger.warn("Only wav and pcm can be made here: {}", ex.getMessage());
        }
    }

}
