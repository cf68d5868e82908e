package io.parley.classification;

import io.parley.classification.config.ClassificationProperties;
import io.parley.web.ServiceWebConfiguration;
import io.parley.web.description.DescriptionConfiguration;
import io.parley.web.form.UploadConfiguration;
import io.parley.web.identity.IdentityConfiguration;
import io.parley.web.models.ModelsController;
import io.parley.web.models.StatusController;
import io.parley.web.shutdown.CallerWork;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * The classification service. A parent context brings the
 * {@link io.parley.speech.AudioClassifiers} and the {@link io.parley.audio.AudioDecoder}.
 */
@SpringBootApplication
@EnableConfigurationProperties(ClassificationProperties.class)
@Import({ ServiceWebConfiguration.class, UploadConfiguration.class, ModelsController.class, StatusController.class,
        DescriptionConfiguration.class, CallerWork.class, IdentityConfiguration.class })
public class ClassificationApplication {

    /** The base name of this service's configuration files. */
    public static final String CONFIG_NAME = "classification-service";

}
