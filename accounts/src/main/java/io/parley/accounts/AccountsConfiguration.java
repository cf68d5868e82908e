package io.parley.accounts;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.usage.UsageRows;
import io.parley.accounts.usage.UsageWriter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Keys and usage, where no parent context has them already. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
public class AccountsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Database accountsDatabase(DatabaseProperties properties, Environment environment) {
        return new Database(properties, home(environment));
    }

    @Bean
    @ConditionalOnMissingBean
    ApiKeys apiKeys(Database database) {
        return new ApiKeys(database, new SecureRandom(), Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    UsageRows usageRows(Database database) {
        return new UsageRows(database);
    }

    @Bean
    @ConditionalOnMissingBean
    UsageWriter usageWriter(UsageRows rows, MeterRegistry meters) {
        return new UsageWriter(rows, meters);
    }

    /** The folder in which everything of ours is kept. */
    public static Path home(Environment environment) {
        String home = environment.getProperty("parley.home", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), ".parley") : Path.of(home);
    }

}
