package io.parley.gateway;

import io.parley.gateway.config.GatewayProperties;
import io.parley.web.ServiceWebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The gateway. It knows services by their addresses, and no model. */
@SpringBootApplication
@EnableConfigurationProperties(GatewayProperties.class)
@Import(ServiceWebConfiguration.class)
public class GatewayApplication {

    /** The base name of the gateway's configuration files. */
    public static final String CONFIG_NAME = "gateway";

    /** Runs the gateway alone, before services that run elsewhere. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplicationBuilder(GatewayApplication.class)
            .properties("spring.config.name=" + CONFIG_NAME)
            .build();
        application.run(args);
    }

}
