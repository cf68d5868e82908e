package io.parley.chat;

import io.parley.chat.config.ChatProperties;
import io.parley.web.ServiceWebConfiguration;
import io.parley.web.description.DescriptionConfiguration;
import io.parley.web.identity.IdentityConfiguration;
import io.parley.web.models.ModelsController;
import io.parley.web.models.StatusController;
import io.parley.web.shutdown.CallerWork;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * The conversation service. A parent context brings the ports that conversations are made
 * of: {@link io.parley.speech.Transcribers}, {@link io.parley.speech.TextLanguageModels},
 * {@link io.parley.speech.Synthesizers} and
 * {@link io.parley.speech.SpeechLanguageModels}, and what decodes and encodes sound.
 */
@SpringBootApplication
@EnableConfigurationProperties(ChatProperties.class)
@Import({ ServiceWebConfiguration.class, ModelsController.class, StatusController.class, DescriptionConfiguration.class,
        CallerWork.class, IdentityConfiguration.class })
public class ChatApplication {

    /** The base name of this service's configuration files. */
    public static final String CONFIG_NAME = "chat-service";

}
