package io.parley.classification.config;

import java.util.List;

import io.parley.accounts.keys.Scope;
import io.parley.audio.AudioLimits;
import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;
import io.parley.web.models.DefaultModelPreparation;
import io.parley.web.models.ModelNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's limits and its models, as callers and readiness see them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean
    AudioLimits audioLimits(ClassificationProperties properties) {
        return properties.limits();
    }

    @Bean
    ModelNames<AudioClassifier> modelNames(AudioClassifiers classifiers, ClassificationProperties properties) {
        return new ModelNames<>(Scope.CLASSIFY, classifiers, List.of(), properties.aliases());
    }

    @Bean
    DefaultModelPreparation models(AudioClassifiers classifiers, ClassificationProperties properties) {
        String model = classifiers.models().getFirst();
        return new DefaultModelPreparation(model, (cancellation) -> classifiers.named(model).prepare(cancellation),
                properties.prepare());
    }

}
