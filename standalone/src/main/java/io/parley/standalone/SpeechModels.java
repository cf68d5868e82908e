package io.parley.standalone;

import org.springframework.context.annotation.Configuration;

/**
 * What all services share: the {@link io.parley.speech.Transcribers} over the one pool of
 * models, and the {@link io.parley.audio.AudioDecoder}.
 */
@Configuration(proxyBeanMethods = false)
class SpeechModels {

}
