package io.parley.tts;

import io.parley.tts.config.TtsProperties;
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
 * The speech service. A parent context brings the {@link io.parley.speech.Synthesizers}
 * and the {@link io.parley.audio.AudioEncoders}.
 */
@SpringBootApplication
@EnableConfigurationProperties(TtsProperties.class)
@Import({ ServiceWebConfiguration.class, ModelsController.class, StatusController.class, DescriptionConfiguration.class,
        CallerWork.class, IdentityConfiguration.class })
public class TtsApplication {

    /** The base name of this service's configuration files. */
    public static final String CONFIG_NAME = "tts-service";

}
