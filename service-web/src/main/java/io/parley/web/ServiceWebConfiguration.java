package io.parley.web;

import io.parley.web.connection.ConnectionConfiguration;
import io.parley.web.directory.DirectoryConfiguration;
import io.parley.web.error.ErrorConfiguration;
import io.parley.web.request.RequestConfiguration;
import io.parley.web.shutdown.ShutdownConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The one thing that a service of ours imports. */
@Configuration(proxyBeanMethods = false)
@Import({ ErrorConfiguration.class, RequestConfiguration.class, ConnectionConfiguration.class,
        ShutdownConfiguration.class, DirectoryConfiguration.class })
public class ServiceWebConfiguration {

}
