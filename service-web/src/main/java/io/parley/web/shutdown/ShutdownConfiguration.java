package io.parley.web.shutdown;

import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has long work end before the server's graceful shutdown does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LifecycleProperties.class)
public class ShutdownConfiguration {

    @Bean
    RunningWork runningWork(LifecycleProperties lifecycle) {
        return new RunningWork(lifecycle.getTimeoutPerShutdownPhase());
    }

}
