package io.parley.web.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.audio.PrivateDirectory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The server's files in one directory, which the next start removes if this process is
 * killed. Left to itself, Tomcat has two folders of each start in the temporary directory
 * for that, and serves what lies in folders of certain names where it is started.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(PrivateDirectory.class)
public class DirectoryConfiguration {

    @Bean
    PrivateDirectory serverDirectory() throws IOException {
        return PrivateDirectory.create(Path.of(System.getProperty("java.io.tmpdir")), "parley-server-");
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverFolders(PrivateDirectory serverDirectory)
            throws IOException {
        Path work = Files.createDirectory(serverDirectory.path().resolve("work"));
        Path documents = Files.createDirectory(serverDirectory.path().resolve("documents"));
        return factory -> {
            if (factory.getBaseDirectory() == null) {
                factory.setBaseDirectory(work.toFile());
            }
            factory.getSettings().setDocumentRoot(documents.toFile());
        };
    }

}
