package io.parley.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.parley.accounts.AccountsConfiguration;
import io.parley.accounts.Database;
import io.parley.accounts.keys.ApiKeys;
import io.parley.web.error.FailureWriter;
import io.parley.web.error.Failures;
import io.parley.web.identity.IdentityProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Who is asked what, as configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ AuthenticationProperties.class, IdentityProperties.class })
@Import(AccountsConfiguration.class)
class AccessConfiguration {

    @Bean
    KeyAuthenticator keyAuthenticator(ApiKeys keys, AuthenticationProperties properties) {
        return new KeyAuthenticator(keys, properties.keyCache());
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(AuthenticationProperties properties, KeyAuthenticator keys,
            ClientSecrets clientSecrets, Database database, Environment environment, Failures failures,
            FailureWriter writer) {
        if (!properties.isRequired()) {
            requireLoopback(environment.getProperty("server.address", "0.0.0.0"));
        }
        List<Authenticator> authenticators = new ArrayList<>();
        if (properties.keys()) {
            // a database that cannot be used is said at start, not to the first caller
            database.client();
            authenticators.add(keys);
        }
        if (properties.issuer() != null) {
            authenticators.add(new TokenAuthenticator(IssuerDecoder.of(properties.issuer(), properties.audience())));
        }
        if (properties.isRequired()) {
            authenticators.add(0, clientSecrets);
        }
        FilterRegistrationBean<AccessFilter> filter = new FilterRegistrationBean<>(
                new AccessFilter(authenticators, failures, writer));
        // after ids and times are there
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    ClientSecrets clientSecrets(IdentityProperties identity, KeyAuthenticator keys) {
        // where nobody is asked for anything, nobody checks it either
        String secret = (identity.secret() != null) ? identity.secret() : UUID.randomUUID().toString();
        return new ClientSecrets(secret, keys, Clock.systemUTC());
    }

    private static void requireLoopback(String address) {
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress()) {
                throw new UnprotectedAddressException(address);
            }
        }
        catch (UnknownHostException _) {
            // who listens says it
        }
    }

    @Bean
    IdentityHeaders identityHeaders(IdentityProperties identity, AuthenticationProperties properties) {
        return new IdentityHeaders(secret(identity, properties), Clock.systemUTC());
    }

    private static @Nullable String secret(IdentityProperties identity, AuthenticationProperties properties) {
        if (identity.secret() == null && properties.isRequired()) {
            throw new IllegalStateException(
                    "parley.identity.secret is not set: with it the gateway tells its services who calls, 32 bytes or more, the same in all of them.");
        }
        return identity.secret();
    }

}
