package io.parley.standalone;

import io.parley.accounts.AccountsConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The parent of all contexts: one registry of metrics, so that the gateway's metrics
 * endpoint shows the pool's and every service's; and one database of keys and usage.
 */
@Configuration(proxyBeanMethods = false)
@Import({ AccountsConfiguration.class, TracingConfiguration.class })
@ImportAutoConfiguration({ MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
        CompositeMeterRegistryAutoConfiguration.class, JvmMetricsAutoConfiguration.class,
        SystemMetricsAutoConfiguration.class })
class SuiteConfiguration {

}
