package io.parley.standalone;

import io.parley.spring.ModelConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What all services share: the {@link io.parley.speech.Transcribers} over the one pool of
 * models, and the {@link io.parley.audio.AudioDecoder}.
 */
@Configuration(proxyBeanMethods = false)
@Import(ModelConfiguration.class)
class SharedModels {

}
