package io.parley.web.form;

import java.io.IOException;
import java.nio.file.Files;

import io.parley.audio.AudioLimits;
import io.parley.audio.PrivateDirectory;
import jakarta.servlet.MultipartConfigElement;

import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * For services that take sound files: uploads are spooled to disk, and deleted when their
 * request ends. Declared here rather than by Boot's properties, which the gateway's
 * library switches off for a whole process. Wants the service's {@link AudioLimits}.
 */
@Configuration(proxyBeanMethods = false)
public class UploadConfiguration {

    /** What a form's other fields and its boundaries may take beside the file. */
    private static final DataSize BESIDE_THE_FILE = DataSize.ofMegabytes(1);

    private static final DataSize KEPT_IN_MEMORY = DataSize.ofKilobytes(64);

    @Bean
    MultipartConfigElement multipartConfig(AudioLimits limits, PrivateDirectory serverDirectory) throws IOException {
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setLocation(Files.createDirectory(serverDirectory.path().resolve("uploads")).toString());
        factory.setMaxFileSize(DataSize.ofBytes(limits.maxBytes()));
        factory.setMaxRequestSize(DataSize.ofBytes(limits.maxBytes() + BESIDE_THE_FILE.toBytes()));
        factory.setFileSizeThreshold(KEPT_IN_MEMORY);
        return factory.createMultipartConfig();
    }

    @Bean(DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
    MultipartResolver multipartResolver() {
        StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
        // other content types are none of its business: they end as 415
        resolver.setStrictServletCompliance(true);
        return resolver;
    }

}
