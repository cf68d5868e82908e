package io.parley.gateway.access;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers say who they are. Nobody has to where neither is set.
 *
 * @param keys whether API keys are asked for
 * @param issuer of OpenID Connect whose tokens are taken
 * @param audience that those tokens must name
 * @param keyCache how long a key that was good counts as good without asking the database
 */
@ConfigurationProperties("parley.gateway.authentication")
public record AuthenticationProperties(@DefaultValue("false") boolean keys, @Nullable URI issuer,
        @Nullable String audience, @DefaultValue("5s") Duration keyCache) {

    /** Whether callers have to say who they are. */
    public boolean isRequired() {
        return this.keys || this.issuer != null;
    }

}
